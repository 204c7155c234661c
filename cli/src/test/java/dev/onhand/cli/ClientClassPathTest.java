package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Client commands are started with few jars, so that they start fast. */
class ClientClassPathTest {

  @Test
  void commandsAndHelpNeedNothingOfTheServer() throws Exception {
    Stream<Class<?>> needed =
        Stream.of(
            Main.class,
            CommandLine.class,
            JsonNode.class,
            JacksonException.class,
            com.fasterxml.jackson.annotation.JsonProperty.class,
            NullMarked.class);
    URL[] jars =
        needed
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
            .toArray(URL[]::new);
    try (URLClassLoader client = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
      Class<?> rehearsal = client.loadClass(Rehearsal.class.getName());
      int[] exits =
          (int[])
              rehearsal
                  .getMethod("run", String[].class)
                  .invoke(
                      null,
                      (Object) new String[] {"--help", "stock list", "completion", "--version"});

      assertThat(exits).containsOnly(Exit.OK);
    }
  }
}
