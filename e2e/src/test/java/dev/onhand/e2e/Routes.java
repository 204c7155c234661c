package dev.onhand.e2e;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The paths of all pages, as the program has them: none can be made that is not among them. */
final class Routes {

  private static final String GET = "org.springframework.web.bind.annotation.GetMapping";

  private Routes() {}

  /** With names in braces for what differs, such as {@code /orders/{channel}/{id}}. */
  static List<String> ofPages() {
    return new ClassFileImporter()
        .importPath(Shell.ROOT.resolve("server/target/classes/dev/onhand/server/pages")).stream()
            .map(JavaClass::getMethods)
            .flatMap(methods -> methods.stream().flatMap(Routes::of))
            .sorted()
            .toList();
  }

  private static Stream<String> of(JavaMethod method) {
    return method.getAnnotations().stream()
        .filter(annotation -> annotation.getRawType().getName().equals(GET))
        .flatMap(annotation -> annotation.get("value").stream())
        .flatMap(paths -> Arrays.stream((Object[]) paths))
        .map(String::valueOf);
  }

  /** Whether a path, with its question or without, is one of a route's. */
  static boolean leads(String path, String route) {
    return path.replaceFirst("[?#].*", "").matches(route.replaceAll("\\{[^}]*}", "[^/]+"));
  }
}
