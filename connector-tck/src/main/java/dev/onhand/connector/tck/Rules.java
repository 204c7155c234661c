package dev.onhand.connector.tck;

import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Rules about one concern: each on an account of its own. */
abstract class Rules {

  /** A rule that takes seconds. */
  static final String SLOW = "slow";

  final Supplier<Contestant> contestant;
  private Rig opened;

  Rules(Supplier<Contestant> contestant) {
    this.contestant = contestant;
  }

  @BeforeEach
  final void open() {
    opened = new Rig(contestant.get());
  }

  @AfterEach
  final void close() {
    opened.close();
  }

  final Rig rig() {
    return opened;
  }
}
