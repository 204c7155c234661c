package dev.onhand.connector.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.SettingSpec;
import dev.onhand.model.Secret;
import dev.onhand.sandbox.Fault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What must not be seen. */
abstract class SecretRules extends Rules {

  private static final List<Fault> FAULTS =
      List.copyOf(
          EnumSet.of(
              Fault.TOKEN_EXPIRED,
              Fault.THROTTLED,
              Fault.SERVER_ERROR,
              Fault.FIREWALL,
              Fault.HTML_SUCCESS,
              Fault.RESET,
              Fault.TRUNCATED_BODY));

  SecretRules(Supplier<Contestant> contestant) {
    super(contestant);
  }

  @Test
  @DisplayName("shows no secret in what it says, throws, prints or has recorded, whatever happens")
  void showsNone() throws InterruptedException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    StringBuilder seen = new StringBuilder();
    try (PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(capture);
      System.setErr(capture);
      tryAll(seen);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    seen.append(printed.toString(StandardCharsets.UTF_8));
    rig().records.forEach(seen::append);
    seen.append(rig().connector).append(rig().settings).append(rig().kind);

    List<Secret> secrets = List.copyOf(rig().settings.secrets(rig().kind.settings()));
    assertThat(secrets.isEmpty()).as("its test gives none").isEqualTo(!hasSecrets());
    assertThat(secrets).extracting(Secret::reveal).noneMatch(secret -> seen.indexOf(secret) >= 0);
  }

  /** A folder has none. */
  private boolean hasSecrets() {
    return rig().kind.settings().stream()
        .anyMatch(setting -> setting.kind() == SettingSpec.Kind.SECRET);
  }

  private void tryAll(StringBuilder seen) throws InterruptedException {
    List<Rig.Read> reads = rig().reads();
    QuantityUpdate update = rig().update(rig().list(1, 7).getFirst(), 3);
    for (Fault fault : FAULTS) {
      for (Rig.Read read : reads) {
        rig().account.faults().next(fault, read.purpose(), 1);
        note(seen, read.verb());
      }
      rig().account.faults().next(fault, 1);
      note(seen, () -> rig().connector.push(List.of(update)));
      rig().account.faults().stop();
      rig().clock.advance(rig().kind.limits().throttledWait().multipliedBy(8));
    }
  }

  private void note(StringBuilder seen, Rig.Verb<?> verb) throws InterruptedException {
    try {
      seen.append(rig().patiently(verb));
    } catch (RuntimeException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      seen.append(trace);
    }
  }
}
