package dev.onhand.engine.channels;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Of which accounts this node saw that nothing is open, so that it need not look again until
 * something comes. It holds under one lease: what another node found meanwhile it does not know.
 */
final class Settled {

  private final Map<Account.Key, Long> epochs = new ConcurrentHashMap<>();

  boolean isSettled(Account account, Lease lease) {
    return Objects.equals(epochs.get(account.key()), lease.epoch());
  }

  void settle(Account account, Lease lease) {
    epochs.put(account.key(), lease.epoch());
  }

  /** Something came, of which this node is told. */
  void reopen(Account account) {
    epochs.remove(account.key());
  }
}
