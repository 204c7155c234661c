package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DistributionIT {
  @Test
  void holdsTheProgramAndItsPapers() {
    assertThat(List.of("bin/onhand", "bin/.java-home", "LICENSE", "NOTICE", "lib/client"))
        .allSatisfy(name -> assertThat(Shell.DISTRIBUTION.resolve(name)).exists());
  }

  @Test
  void noticeNamesEachLibraryThatIsShipped() throws IOException {
    List<String> named =
        Files.readAllLines(Shell.ROOT.resolve("NOTICE")).stream()
            .filter(line -> line.matches("  \\S.* {2,}\\S.*"))
            .flatMap(line -> Arrays.stream(line.strip().split(" {2,}")[0].split(", ")))
            .toList();

    assertThat(libraries("lib", "lib/client"))
        .filteredOn(library -> !Files.exists(Shell.ROOT.resolve(moduleOf(library))))
        .allSatisfy(library -> assertThat(named).as(library).anyMatch(library::startsWith));
  }

  /** Scanners for known weaknesses read it, so nothing may be missing, and no licence. */
  @Test
  void billOfMaterialsListsWhatIsShippedAndNothingElse() throws IOException {
    Shell.assumeBuiltOnline();
    JsonNode sbom =
        JsonMapper.shared()
            .readTree(Files.readString(Shell.DISTRIBUTION.resolve("onhand.cdx.json")));
    List<String> listed =
        sbom.path("components")
            .valueStream()
            .map(one -> one.path("name").asString() + "-" + one.path("version").asString() + ".jar")
            .toList();

    assertThat(sbom.path("bomFormat").asString()).isEqualTo("CycloneDX");
    assertThat(libraries("lib", "lib/client"))
        .filteredOn(library -> !library.startsWith("cli-"))
        .containsExactlyInAnyOrderElementsOf(listed);
    assertThat(sbom.path("components").valueStream())
        .allSatisfy(one -> assertThat(one.path("licenses").size()).as(one.toString()).isPositive());
  }

  @Test
  void clientHasNoLibraryOfTheServer() throws IOException {
    assertThat(libraries("lib/client"))
        .noneMatch(library -> library.matches("(spring|tomcat|logback|postgresql|server|store).*"));
  }

  /** The module that a jar of ours is named for. */
  private static String moduleOf(String library) {
    return library.replaceFirst("-\\d.*", "");
  }

  private static List<String> libraries(String... folders) throws IOException {
    Stream.Builder<Path> found = Stream.builder();
    for (String folder : folders) {
      try (Stream<Path> files = Files.list(Shell.DISTRIBUTION.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".jar")).forEach(found);
      }
    }
    return found.build().map(file -> file.getFileName().toString()).toList();
  }
}
