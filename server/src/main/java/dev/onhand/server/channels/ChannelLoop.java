package dev.onhand.server.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.AccountWorker;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.Lease;
import dev.onhand.server.leases.LeasedLoop;
import dev.onhand.server.leases.Node;
import dev.onhand.server.web.NanoTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Works all accounts that this node can have the lease of. */
final class ChannelLoop implements AutoCloseable {

  /** Longer than a call may take: who takes over finds nothing of ours still under way. */
  private static final Duration LEASE = Duration.ofSeconds(90);

  private static final Duration LEASE_LEFT_MIN = Duration.ofSeconds(60);

  private final LeasedLoop<String, Account> loop;

  ChannelLoop(
      Sellers sellers, Accounts accounts, AccountWorker worker, Node node, NanoTime nanoTime) {
    this.loop =
        new LeasedLoop<>(
            "channel",
            sellers,
            new Work(accounts, worker, node),
            node,
            LEASE.minus(LEASE_LEFT_MIN),
            nanoTime);
  }

  private record Work(Accounts accounts, AccountWorker worker, Node node)
      implements LeasedLoop.Work<String, Account> {

    @Override
    public List<String> names(SellerId seller) {
      return accounts.list(seller).stream().map(Account::code).toList();
    }

    @Override
    public Optional<Account> find(SellerId seller, String code) {
      return accounts.find(seller, code);
    }

    @Override
    public Optional<Lease> lease(Account account) {
      return accounts.lease(account.seller(), account.channel(), node.name(), LEASE);
    }

    @Override
    public void endLeases(SellerId seller) {
      accounts.endLeases(seller);
    }

    @Override
    public void release(Account account, Lease lease) {
      accounts.release(account.seller(), account.channel(), lease);
    }

    @Override
    public boolean step(Account account, Lease lease) throws InterruptedException {
      return worker.step(account, lease);
    }
  }

  void start() {
    loop.start();
  }

  /** Those with accounts that this node works, or tries to. */
  Set<SellerId> sellers() {
    return loop.sellers();
  }

  /** Lets a seller's accounts look for something to do now. */
  void wake(SellerId seller) {
    loop.wake(seller);
  }

  @Override
  public void close() {
    loop.close();
  }
}
