package dev.onhand.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

class BuildTest {
  private static final Pom ROOT = Pom.of(Repository.ROOT);

  /** What Maven runs in a build without being asked. */
  private static final Set<String> LIFECYCLE =
      Set.of(
          "maven-clean-plugin",
          "maven-resources-plugin",
          "maven-compiler-plugin",
          "maven-surefire-plugin",
          "maven-jar-plugin",
          "maven-install-plugin",
          "maven-deploy-plugin");

  @Test
  void everyVersionIsOneReleaseAndSaidInTheRootPom() {
    assertThat(Repository.modules())
        .allSatisfy(
            module ->
                assertThat(Pom.of(module).all("//version[not(parent::parent)]"))
                    .as("%s", module)
                    .isEmpty());
    assertThat(ROOT.all("//version").stream().map(version -> version.text(".")))
        .allMatch(
            version -> version.matches("\\d[\\w.-]*|\\[25,\\)|\\[3\\.8\\.6,\\)|\\$\\{[\\w.-]+}"))
        .noneMatch(version -> version.contains("SNAPSHOT"));
    assertThat(ROOT.all("/project/properties/*").stream().map(property -> property.text(".")))
        .noneMatch(value -> value.matches("(?i).*(snapshot|latest|\\[|\\().*"));
  }

  @Test
  void everyPluginIsPinned() {
    Set<String> pinned =
        ROOT.all("/project/build/pluginManagement/plugins/plugin[version]").stream()
            .map(plugin -> plugin.text("artifactId"))
            .collect(Collectors.toSet());
    Set<String> used = new TreeSet<>(LIFECYCLE);
    Stream.concat(Stream.of(Repository.ROOT), Repository.modules().stream())
        .flatMap(module -> Pom.of(module).all("//plugin/artifactId").stream())
        .forEach(artifact -> used.add(artifact.text(".")));

    assertThat(pinned).containsAll(used);
  }

  @Test
  void everyModuleIsInTheReactor() {
    assertThat(ROOT.all("/project/modules/module").stream().map(module -> module.text(".")))
        .containsExactlyInAnyOrderElementsOf(
            Repository.modules().stream().map(path -> path.getFileName().toString()).toList());
  }

  @Test
  void jarsCarryTheFixedTimeStampOnly() throws IOException {
    LocalDateTime fixed =
        LocalDateTime.ofInstant(
            Instant.parse(ROOT.text("//properties/project.build.outputTimestamp")), ZoneOffset.UTC);
    List<Path> jars = ourJars();

    assertThat(jars).isNotEmpty();
    for (Path jar : jars) {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        assertThat(zip.stream().map(ZipEntry::getTimeLocal)).as("%s", jar).containsOnly(fixed);
      }
    }
  }

  private static List<Path> ourJars() throws IOException {
    try (Stream<Path> files = Files.walk(Repository.ROOT.resolve("cli/target/onhand/lib"))) {
      return files
          .filter(file -> file.toString().endsWith("-" + Repository.version() + ".jar"))
          .toList();
    }
  }
}
