package dev.onhand.engine.channels;

import dev.onhand.connector.RemoteOrder;
import dev.onhand.core.ledger.Digest;
import dev.onhand.core.order.StatusMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers of an account which orders were handed in just as they are shown now. A poll shows what
 * changed in the minutes before it again, each time: handing that in again changes nothing, but
 * costs as much as what is new. What it forgets is only handed in once more.
 */
final class HandedIn {

  /** More than an account has orders in the time that polls overlap, as a rule. */
  private static final int GENERATION_MAX = 50_000;

  private Set<Digest> young = new HashSet<>();
  private Set<Digest> old = Set.of();

  /** Whether it was; what is asked for is remembered longer. */
  synchronized boolean has(Digest order) {
    if (young.contains(order)) {
      return true;
    }
    boolean isOld = old.contains(order);
    if (isOld) {
      add(order);
    }
    return isOld;
  }

  synchronized void add(Digest order) {
    if (young.size() >= GENERATION_MAX) {
      old = young;
      young = new HashSet<>();
    }
    young.add(order);
  }

  /**
   * What an order says, and what that means to us now.
   *
   * @param match the listing of a line; null: not known
   * @return null: it says neither when nor how often it changed, so that the same again may be
   *     newer than what was heard elsewhere
   */
  static @Nullable Digest digest(
      Account account,
      StatusMap statuses,
      RemoteOrder order,
      Function<RemoteOrder.Line, Listings.@Nullable Named> match) {
    if (order.updatedAt() == null && order.version() == null) {
      return null;
    }
    List<@Nullable String> parts = new ArrayList<>();
    parts.add(order.externalId());
    parts.add(order.status());
    parts.add(statuses.rule(order.status()).toString());
    parts.add(account.semantics().takesOff().name());
    parts.add(order.createdAt().toString());
    parts.add(text(order.updatedAt()));
    parts.add(text(order.version()));
    parts.add(order.country());
    parts.add(order.postcode());
    for (RemoteOrder.Line line : order.lines()) {
      parts.add(line.id());
      parts.add(line.listing());
      parts.add(line.sku());
      parts.add(line.gtin());
      parts.add(Long.toString(line.quantity()));
      parts.add(Long.toString(line.cancelled()));
      parts.add(Long.toString(line.shipped()));
      parts.add(Long.toString(line.returned()));
      parts.add(line.location());
      parts.add(text(match.apply(line)));
    }
    return Digest.of(parts.toArray(String[]::new));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
