package dev.onhand.connectors.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.connectors.medusa.MedusaContractTest;
import dev.onhand.sandbox.backmarket.BackMarket;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** One broken connector for each rule of the kit fails that rule and no other. */
class KitTest {

  private static final String TOKEN = "canary-token-of-the-kit";

  /** What is on trial; the kit makes its own instances of a test class. */
  private static ConnectorFactory onTrial = new WrappedFactory();

  /** Run by hand only: its name is none that the build looks for. */
  static final class Trial extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return new Contestant(
          onTrial,
          BackMarket.withToken(TOKEN),
          address ->
              Map.of(
                  "address",
                  address.toString(),
                  "token",
                  TOKEN,
                  "company",
                  "Phones",
                  "contact",
                  "stock@phones.example"));
    }
  }

  /** The same, of a channel that makes calls. */
  static final class TellingTrial extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return MedusaContractTest.contestant(onTrial);
    }
  }

  @Test
  void passesWhatIsGood() {
    onTrial = new WrappedFactory();
    assertThat(failedRules(Trial.class, true)).isEmpty();

    onTrial = new TellingFactory();
    assertThat(failedRules(TellingTrial.class, false)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void failsExactlyTheRuleThatIsBroken(Broken broken) {
    onTrial = broken.factory();

    Class<?> trial = broken.isTelling() ? TellingTrial.class : Trial.class;
    assertThat(failedRules(trial, broken.isSlow())).containsExactly(broken.rule());
  }

  @Test
  void breaksEachRule() {
    Set<String> rules = new TreeSet<>();
    Stream.of(ConnectorContract.class.getDeclaredClasses())
        .flatMap(group -> Stream.of(group.getSuperclass().getDeclaredMethods()))
        .filter(
            method ->
                method.isAnnotationPresent(Test.class)
                    || method.isAnnotationPresent(ParameterizedTest.class))
        .forEach(
            method ->
                rules.add(method.getDeclaringClass().getSimpleName() + "." + method.getName()));

    assertThat(rules).hasSizeGreaterThan(40);
    assertThat(broken().map(Broken::rule)).containsExactlyInAnyOrderElementsOf(rules);
  }

  static Stream<Broken> broken() {
    return BrokenConnectors.all().stream();
  }

  /** Runs a contract test, and says by class and method which rules it failed. */
  static Set<String> failedRules(Class<?> contract, boolean withSlow) {
    Set<String> failed = new ConcurrentSkipListSet<>();
    LauncherDiscoveryRequestBuilder request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(contract));
    if (!withSlow) {
      request.filters(TagFilter.excludeTags("slow"));
    }
    LauncherDiscoveryRequest built = request.build();
    LauncherFactory.create().execute(built, new FailureListener(failed));
    return failed;
  }

  private record FailureListener(Set<String> failed) implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        failed.add(
            test.getSource()
                .filter(org.junit.platform.engine.support.descriptor.MethodSource.class::isInstance)
                .map(org.junit.platform.engine.support.descriptor.MethodSource.class::cast)
                .map(
                    source ->
                        source.getJavaMethod().getDeclaringClass().getSimpleName()
                            + "."
                            + source.getMethodName())
                .orElseGet(test::getDisplayName));
      }
    }
  }
}
