package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorFactoriesTest {

  private static final String SOURCE =
      """
      import dev.onhand.connector.*;
      import dev.onhand.connector.http.ConnectorHttp;
      import java.net.URI;
      import java.time.Duration;
      import java.util.*;

      public class %s implements ConnectorFactory {
        public ConnectorDescriptor descriptor() {
          return new ConnectorDescriptor("%s", "Sample", List.of(),
              new Access("None.", "None."), Set.of(),
              new StockSemantics(StockSemantics.TakesOff.NEVER, StockSemantics.PutsBack.NO, 9),
              new Limits(1, List.of(), Duration.ofSeconds(1)), Map.of(), URI.create("https://a.example"));
        }
        public Connector create(Settings settings, ConnectorHttp http) {
          throw new IllegalStateException();
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void findsConnectorsInJars() throws IOException {
    plugin("one.jar", "One", "one");
    plugin("two.jar", "Two", "two");
    Files.writeString(folder.resolve("notes.txt"), "no jar");

    assertThat(ConnectorFactories.load(folder))
        .extracting(factory -> factory.descriptor().type())
        .containsExactly("one", "two");
  }

  @Test
  void findsNoneWhereThereIsNoFolder() {
    assertThat(ConnectorFactories.load(folder.resolve("plugins"))).isEmpty();
  }

  @Test
  void rejectsTwoOfOneType() throws IOException {
    plugin("one.jar", "One", "etsy");
    plugin("two.jar", "Two", "etsy");

    assertThatThrownBy(() -> ConnectorFactories.load(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "two connectors are of type 'etsy': One (one.jar) and Two (two.jar);"
                + " take one of them away");
  }

  @Test
  void namesAConnectorThatIsNotThere() throws IOException {
    plugin("one.jar", "One", "one", "Missing");

    assertThatThrownBy(() -> ConnectorFactories.load(folder))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Missing");
  }

  private void plugin(String jar, String name, String type) throws IOException {
    plugin(jar, name, type, name);
  }

  private void plugin(String jar, String name, String type, String registered) throws IOException {
    Path source = folder.resolve(name + ".java");
    Files.writeString(source, SOURCE.formatted(name, type));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    assertThat(failed).isZero();
    try (OutputStream file = Files.newOutputStream(folder.resolve(jar));
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new JarEntry(name + ".class"));
      out.write(Files.readAllBytes(folder.resolve(name + ".class")));
      out.putNextEntry(new JarEntry("META-INF/services/" + ConnectorFactory.class.getName()));
      out.write(registered.getBytes(StandardCharsets.UTF_8));
    }
  }
}
