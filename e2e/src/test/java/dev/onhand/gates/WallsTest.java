package dev.onhand.gates;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.onhand.gates.bad.Breaks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WallsTest {
  private static final JavaClasses PROGRAM = compiled("target/classes");
  private static final JavaClasses TESTS = compiled("target/test-classes");
  private static final JavaClasses SAMPLES =
      new ClassFileImporter().importPackages("dev.onhand.gates.bad");

  @ParameterizedTest
  @MethodSource("wallsOfProgram")
  void programKeeps(Wall wall) {
    wall.rule().check(PROGRAM);
  }

  @ParameterizedTest
  @MethodSource("wallsOfTests")
  void testsKeep(Wall wall) {
    wall.rule().check(TESTS);
  }

  @ParameterizedTest
  @MethodSource("wallsAroundSamples")
  void eachSampleBreaks(Wall wall) {
    List<String> samples = samplesThatBreak(wall);
    List<String> violations = wall.rule().evaluate(SAMPLES).getFailureReport().getDetails();

    assertThat(samples).as("samples that break '%s'", wall).isNotEmpty();
    assertThat(samples)
        .allSatisfy(
            sample ->
                assertThat(violations).as(sample).anyMatch(detail -> detail.contains(sample)));
  }

  @Test
  void nothingBreaksAWallUnseen() {
    assertThat(wallsAroundSamples().map(Wall::name))
        .containsAll(
            SAMPLES.stream()
                .filter(type -> type.isAnnotatedWith(Breaks.class))
                .map(type -> type.getAnnotationOfType(Breaks.class).value())
                .toList());
  }

  @Test
  void programAndTestsAreThere() {
    assertThat(Repository.modules().stream().filter(WallsTest::isProgram))
        .allSatisfy(module -> assertThat(module.resolve("target/classes/dev/onhand")).exists());
    assertThat(PROGRAM.contain("dev.onhand.core.ledger.Decider")).isTrue();
    assertThat(TESTS.contain(WallsTest.class)).isTrue();
  }

  private static boolean isProgram(Path module) {
    return Files.exists(module.resolve("src/main/java"));
  }

  private static List<String> samplesThatBreak(Wall wall) {
    return SAMPLES.stream()
        .filter(type -> type.isAnnotatedWith(Breaks.class))
        .filter(type -> type.getAnnotationOfType(Breaks.class).value().equals(wall.name()))
        .map(JavaClass::getName)
        .toList();
  }

  private static JavaClasses compiled(String folder) {
    return new ClassFileImporter()
        .withImportOption(location -> !location.contains("/dev/onhand/gates/bad/"))
        // Made by the build, of templates.
        .withImportOption(location -> !location.contains("/dev/onhand/server/pages/templates/"))
        .importPaths(Repository.modules().stream().map(module -> module.resolve(folder)).toList());
  }

  static Stream<Wall> wallsOfProgram() {
    return new Walls("dev.onhand").ofProgram().stream();
  }

  static Stream<Wall> wallsOfTests() {
    return new Walls("dev.onhand").ofTests().stream();
  }

  static Stream<Wall> wallsAroundSamples() {
    Walls walls = new Walls("dev.onhand.gates.bad");
    return Stream.concat(walls.ofProgram().stream(), walls.ofTests().stream());
  }
}
