package dev.onhand.sandbox;

import dev.onhand.sandbox.wire.Listener;
import dev.onhand.sandbox.wire.Reply;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import dev.onhand.sandbox.wire.Spoiling;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Simulated marketplaces behind one port of 127.0.0.1, each account below a folder of its own. With
 * the same seed, clock and calls a run is the same again.
 *
 * <pre>{@code
 * try (Sandbox sandbox = new Sandbox(clock, 42)) {
 *   Account account = sandbox.open("phones", BackMarket.withToken("secret"));
 *   Listing listing = account.shop().list(Item.of("IP12-64-BLK-A"), 5);
 *   account.faults().next(Fault.REPLY_LOST, Purpose.PUSH, 1);
 *   // a client works on account.base(); buyers come:
 *   account.shop().sell(listing.id(), 2);
 * }
 * }</pre>
 */
public final class Sandbox implements AutoCloseable {
  private final InstantSource clock;
  private final SplittableRandom random;
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final Listener listener;

  /** A sandbox on a port that is free. */
  public Sandbox(InstantSource clock, long seed) {
    this(clock, seed, 0);
  }

  /**
   * @param port 0 for one that is free
   */
  public Sandbox(InstantSource clock, long seed, int port) {
    this.clock = clock;
    this.random = new SplittableRandom(seed);
    this.listener = new Listener(port, this::answer);
  }

  /**
   * Opens an account.
   *
   * @param name letters, digits and hyphens; a folder of the address
   */
  public synchronized Account open(String name, Marketplace marketplace) {
    if (!name.matches("[A-Za-z0-9-]+") || accounts.containsKey(name)) {
      throw new IllegalArgumentException("no name for a further account: " + name);
    }
    URI base = URI.create("http://127.0.0.1:" + listener.port() + "/" + name);
    Account account = new Account(name, base, marketplace, clock, random.split());
    accounts.put(name, account);
    return account;
  }

  /**
   * Lets everything take effect that is due by the clock, as the next call of each account would.
   */
  public void settle() {
    accounts.values().forEach(Account::settle);
  }

  /** Sends the webhooks of all accounts that wait; returns how many. */
  public int deliverWebhooks() {
    return accounts.values().stream().mapToInt(account -> account.webhooks().deliver()).sum();
  }

  /**
   * Units of a SKU that buyers of all accounts want or have. What of them is above the seller's
   * real stock is oversold.
   */
  public int unitsKept(String sku) {
    return accounts.values().stream().mapToInt(account -> account.shop().unitsKept(sku)).sum();
  }

  /** All accounts. */
  public Collection<Account> accounts() {
    return List.copyOf(accounts.values());
  }

  @Override
  public void close() {
    listener.close();
  }

  private Reply answer(Request request) {
    String name = request.segments().stream().findFirst().orElse("");
    Account account = accounts.get(name);
    if (account == null || !request.path().startsWith("/" + name)) {
      return new Reply(
          Response.of(404, "text/plain", "The sandbox has no account '" + name + "'."),
          clock.instant(),
          Spoiling.NONE);
    }
    return account.answer(request.below("/" + name));
  }
}
