package dev.onhand.connectors.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewConnectorTest {

  @TempDir private Path folder;

  @Test
  void makesAPackageThatCompilesAndFailsTheKitByName() throws Exception {
    assertThat(newConnector("big-shop")).isZero();
    Path classes = compiled();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {
              classes.toUri().toURL(), folder.resolve("src/main/resources").toUri().toURL()
            },
            before)) {
      thread.setContextClassLoader(loader);
      Set<String> failed =
          KitTest.failedRules(
              loader.loadClass("dev.onhand.connectors.bigshop.BigShopContractTest"), false);

      assertThat(failed)
          .contains("ListingRules.shows", "PushRules.sets", "OrderRules.showsPaid")
          .doesNotContain(
              "DescriptorRules.isFound", "DescriptorRules.helps", "DescriptorRules.makesNoCall");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void rejectsANameThatIsNone() throws Exception {
    assertThat(newConnector("Big Shop")).isEqualTo(2);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void overwritesNothing() throws Exception {
    assertThat(newConnector("etsy")).isZero();
    assertThat(newConnector("etsy")).isEqualTo(1);
  }

  private int newConnector(String name) throws IOException, InterruptedException {
    return new ProcessBuilder("bash", "../bin/new-connector", name, folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private Path compiled() throws IOException {
    Path classes = folder.resolve("classes");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path")));
    try (Stream<Path> files = Files.walk(folder.resolve("src"))) {
      files
          .map(Path::toString)
          .filter(it -> it.endsWith(".java") && !it.matches(".*/test/.*package-info.java"))
          .forEach(arguments::add);
    }
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(failed).as("compiler").isZero();
    return classes;
  }
}
