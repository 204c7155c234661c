package dev.onhand.gates;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.net.URI;
import java.net.URLDecoder;
import java.sql.Statement;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/**
 * Every wall between the parts of the program, stated once. The root package is a parameter so that
 * the same rules judge the program and the samples that must break them.
 */
final class Walls {
  /**
   * Who reads the clock and draws at random; all others are handed a source. What the last two draw
   * (a password, the wait between two tries) decides nothing.
   */
  private static final Set<String> SOURCES =
      Set.of(
          "server.wiring.SystemSources",
          "cli.Surroundings",
          "cli.Rehearsal",
          "model.Secret",
          "store.ledger.Again");

  /** Classes that set up a database session by a constant text, which has no values to bind. */
  private static final Set<String> SESSIONS = Set.of("store.ledger.Committer");

  private final String root;

  Walls(String root) {
    this.root = root;
  }

  /** The rules for the program. */
  List<Wall> ofProgram() {
    return List.of(
        new Wall("core is pure", coreIsPure()),
        new Wall("engine is plain Java", engineIsPlainJava()),
        new Wall("sandbox stands alone", sandboxStandsAlone()),
        new Wall("connectors know their channel", connectorsKnowTheirChannel()),
        new Wall("connectors show their factory", connectorsShowTheirFactory()),
        new Wall("connectors catch nothing", connectorsCatchNothing()),
        new Wall("SQL only in store", sqlOnlyInStore()),
        new Wall("SQL is prepared", sqlIsPrepared()),
        new Wall("HTTP leaves by the client", httpLeavesByTheClient()),
        new Wall("clock and chance are handed in", clockAndChanceAreHandedIn()),
        new Wall("jobs are durable", jobsAreDurable()),
        new Wall("packages are null-marked", packagesAreNullMarked()));
  }

  /** The rules for tests. */
  List<Wall> ofTests() {
    return List.of(
        new Wall("tests do not sleep", testsDoNotSleep()),
        new Wall("tests do not mock", testsDoNotMock()),
        new Wall("skips are seen", skipsAreSeen()));
  }

  private ArchRule coreIsPure() {
    return classes()
        .that(resideInAnyPackage(in("model"), in("core")))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "java.lang..",
                    "java.math..",
                    "java.nio",
                    "java.nio.charset..",
                    "java.security..",
                    "java.text..",
                    "java.time..",
                    "java.util..",
                    "org.jspecify.annotations..",
                    in("model"),
                    root + ".connector", // what channels are like; not the transport
                    in("core"))
                .and(not(resideInAPackage("java.util.logging.."))))
        .because("the ledger's rules must give the same answer everywhere, without I/O");
  }

  private ArchRule engineIsPlainJava() {
    return noClasses()
        .that(resideInAPackage(in("engine")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql.."))
        .because("use cases are built by a constructor and stepped by hand in simulation");
  }

  private ArchRule sandboxStandsAlone() {
    return classes()
        .that(resideInAPackage(in("sandbox")))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "javax.crypto..",
                "tools.jackson..",
                "org.jspecify.annotations..",
                in("sandbox")))
        .because("a simulation that knows the connectors agrees with their mistakes");
  }

  private ArchRule connectorsKnowTheirChannel() {
    return classes()
        .that(resideInAPackage(in("connectors")))
        .should(
            new ArchCondition<JavaClass>("depend on the SPI, JSON and their own package") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                    .filter(it -> !mayBeKnown(type, it.getTargetClass().getBaseComponentType()))
                    .forEach(
                        it -> events.add(SimpleConditionEvent.violated(it, it.getDescription())));
              }
            })
        .because("what one marketplace needs must not change another, or the ledger");
  }

  private static boolean mayBeKnown(JavaClass connector, JavaClass other) {
    String name = other.getPackageName();
    return other.isPrimitive()
        || name.equals(connector.getPackageName())
        || other.isEquivalentTo(URI.class)
        || other.isEquivalentTo(URLDecoder.class)
        || resideInAnyPackage(
                "java.lang",
                "java.lang.annotation",
                "java.lang.invoke",
                "java.lang.runtime",
                "java.math",
                "java.nio.charset",
                "java.security..",
                "java.time..",
                "java.util",
                "java.util.concurrent.atomic",
                "java.util.function",
                "java.util.regex",
                "java.util.stream",
                "javax.crypto..",
                "com.fasterxml.jackson.annotation..",
                "tools.jackson..",
                "org.jspecify.annotations..",
                "dev.onhand.model..",
                "dev.onhand.connector..")
            .test(other);
  }

  private ArchRule connectorsShowTheirFactory() {
    return classes()
        .that(resideInAPackage(in("connectors")))
        .and()
        .areTopLevelClasses()
        .and(not(simpleNameEndingWith("ConnectorFactory")))
        .should()
        .notBePublic()
        .because("all else is free to change");
  }

  private ArchRule connectorsCatchNothing() {
    return codeUnits()
        .that()
        .areDeclaredInClassesThat(resideInAPackage(in("connectors")))
        .should(
            ArchCondition.from(
                describe(
                    "catch nothing", (JavaCodeUnit unit) -> unit.getTryCatchBlocks().isEmpty())))
        .because("what a failure means and when to try again is decided in one place");
  }

  private ArchRule sqlOnlyInStore() {
    return noClasses()
        .that(not(resideInAnyPackage(in("store"), in("server.wiring"), in("bench"))))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "org.springframework.jdbc..",
                    "org.postgresql..",
                    "com.zaxxer.hikari..",
                    "org.flywaydb..")
                .and(not(type(DataSource.class))))
        .because(
            "SQL stands in one module, beside the code that maps it; others may hand a pool on");
  }

  private ArchRule sqlIsPrepared() {
    return noClasses()
        .that(not(resideInAPackage(in("store.database"))))
        .and(not(describe("set up a session", type -> isOneOf(SESSIONS, type))))
        .should()
        .accessTargetWhere(
            calling(
                "a statement with a text as SQL",
                target ->
                    target.getOwner().isAssignableTo(Statement.class)
                        && (target.getName().startsWith("execute")
                            || target.getName().equals("addBatch"))
                        && target.getRawParameterTypes().stream()
                            .anyMatch(type -> type.isEquivalentTo(String.class))))
        .because("values are bound, not written into SQL; only roles and settings cannot be bound");
  }

  private ArchRule httpLeavesByTheClient() {
    return noClasses()
        .that(not(resideInAnyPackage(in("cli"), in("connector.http"), in("bench"))))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.net.http..", "org.apache.hc..", "org.springframework.web.client..")
                .or(
                    describe(
                        "URLConnection", type -> type.isAssignableTo("java.net.URLConnection"))))
        .because("what leaves the program passes one transport, with limits and time-outs");
  }

  private ArchRule clockAndChanceAreHandedIn() {
    return noClasses()
        .that(not(resideInAPackage(in("bench"))))
        .and(not(describe("are the sources", type -> isOneOf(SOURCES, type))))
        .should()
        .accessTargetWhere(
            calling("the clock or chance", target -> readsClock(target) || draws(target)))
        .because("a run must be repeatable");
  }

  private ArchRule jobsAreDurable() {
    return noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("org.springframework.scheduling.annotation.."))
        .orShould()
        .dependOnClassesThat(describe("Timer", type -> type.getName().equals("java.util.Timer")))
        .because("on two nodes such a job runs twice, and after a crash not at all");
  }

  private ArchRule packagesAreNullMarked() {
    return classes()
        .should(
            ArchCondition.from(
                describe(
                    "be in a package marked @NullMarked",
                    (JavaClass type) -> type.getPackage().isAnnotatedWith(NullMarked.class))))
        .because("without the mark nothing in the package is checked for null");
  }

  private ArchRule testsDoNotSleep() {
    return noClasses()
        .that(not(simpleName("Eventually")))
        .and(not(resideInAPackage(in("store.testing"))))
        .should()
        .accessTargetWhere(
            calling(
                "a sleep",
                target ->
                    target.getName().equals("sleep")
                        && target.getOwner().getPackageName().startsWith("java.")))
        .because(
            "a sleep is too long or too short: await the condition with Eventually; only the slow"
                + " network of store.testing must dawdle");
  }

  private ArchRule testsDoNotMock() {
    return noClasses()
        .should()
        .dependOnClassesThat(resideInAnyPackage("..mockito..", "..bean.override.."))
        .because("a fake that passes the contract of the real thing proves more");
  }

  private ArchRule skipsAreSeen() {
    return methods()
        .that()
        .areAnnotatedWith(BeforeAll.class)
        .should(
            ArchCondition.from(
                describe(
                    "assume nothing",
                    (JavaMethod method) ->
                        method.getMethodCallsFromSelf().stream()
                            .noneMatch(
                                call -> call.getTargetOwner().isEquivalentTo(Assumptions.class)))))
        .because("a class that gives up as a whole leaves no trace in the reports");
  }

  private boolean isOneOf(Set<String> names, JavaClass type) {
    return names.stream()
        .map(name -> root + "." + name)
        .anyMatch(name -> type.getName().equals(name) || type.getName().startsWith(name + "$"));
  }

  private static boolean readsClock(CodeUnitAccessTarget target) {
    JavaClass owner = target.getOwner();
    String name = target.getName();
    boolean handedClock = target.getRawParameterTypes().stream().anyMatch(Walls::isClock);
    return switch (name) {
      case "now" -> owner.getPackageName().startsWith("java.time") && !handedClock;
      case "currentTimeMillis", "nanoTime" -> owner.isEquivalentTo(System.class);
      case "<init>" -> owner.isEquivalentTo(Date.class) && target.getRawParameterTypes().isEmpty();
      default -> isClock(owner) && (name.startsWith("system") || name.startsWith("tick"));
    };
  }

  private static boolean draws(CodeUnitAccessTarget target) {
    JavaClass owner = target.getOwner();
    return switch (target.getName()) {
      case "randomUUID" -> owner.isEquivalentTo(UUID.class);
      case "random" -> owner.isEquivalentTo(Math.class);
      case "current" -> owner.isEquivalentTo(ThreadLocalRandom.class);
      case "<init>" ->
          owner.isAssignableTo(Random.class) && target.getRawParameterTypes().isEmpty();
      default -> false;
    };
  }

  private static boolean isClock(JavaClass type) {
    return type.isEquivalentTo(Clock.class) || type.isEquivalentTo(InstantSource.class);
  }

  private static DescribedPredicate<JavaAccess<?>> calling(
      String what, Predicate<CodeUnitAccessTarget> predicate) {
    return describe(
        "calls " + what,
        access ->
            access.getTarget() instanceof CodeUnitAccessTarget target && predicate.test(target));
  }

  private String in(String part) {
    return root + "." + part + "..";
  }
}
