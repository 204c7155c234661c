package dev.onhand.engine.access;

import dev.onhand.model.Secret;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** With what people prove who they are beside their password: an app that shows codes. */
public interface SecondFactors {

  /**
   * A person's second factor.
   *
   * @param secret what their app makes codes of, {@value Totp#SECRET_BYTES} bytes in base 64
   * @param confirmedAt since when it is asked for; null: the person did not show yet that their app
   *     has it
   */
  record SecondFactor(Secret secret, @Nullable Instant confirmedAt) {}

  /** Empty: the person has none, and none that waits to be confirmed. */
  Optional<SecondFactor> find(long person);

  /**
   * Keeps one that waits to be confirmed, in place of another that does.
   *
   * @param recovery the hashes of codes that each may stand for it once
   * @return false: the person has one that is confirmed, and nothing was changed
   */
  boolean offer(long person, Secret secret, List<TokenHash> recovery);

  /** From now on it is asked for. One that is confirmed already stays so. */
  void confirm(long person, Instant now);

  /**
   * Takes the code of a step, once: who looked over a shoulder cannot use it again.
   *
   * @return false: that step's code, or a later one's, was taken before
   */
  boolean take(long person, long step);

  /**
   * Takes a recovery code, once.
   *
   * @return false: it is none of theirs, or was taken
   */
  boolean takeRecovery(long person, TokenHash code);

  /** How many recovery codes are left. */
  int recoveryLeft(long person);

  /**
   * Removes it with its recovery codes: the password alone is asked for then.
   *
   * @return false: there was none
   */
  boolean remove(long person);

  /**
   * Removes it of somebody who lost it, and ends all sessions of theirs: whoever has what was lost
   * may be signed in on it.
   *
   * @return false: there was none, and no session was ended
   */
  boolean removeLost(long person);

  /** Who of these people is asked for one: those who confirmed theirs. */
  Set<Long> confirmedOf(Collection<Long> persons);
}
