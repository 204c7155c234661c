package dev.onhand.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProcessorTest {

  private Instant now = Instant.parse("2026-11-29T12:00:00Z");
  private double load = 0.95;
  private final Processor processor = new Processor(() -> load, () -> now);

  @Test
  void isAskedOnceASecond() {
    assertThat(processor.isBusy()).isTrue();
    load = 0.5;
    assertThat(processor.isBusy()).isTrue();
    now = now.plusSeconds(1);
    assertThat(processor.isBusy()).isFalse();
    load = -1;
    now = now.plusSeconds(1);
    assertThat(processor.isBusy()).isFalse();
  }
}
