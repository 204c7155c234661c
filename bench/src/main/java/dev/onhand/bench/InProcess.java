package dev.onhand.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.store.database.DatabaseSettings;
import dev.onhand.store.ledger.CommitObserver;
import dev.onhand.store.ledger.Committer;
import dev.onhand.store.ledger.CommitterSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The ledger without HTTP: single movements, each acknowledged when it is durable, beside the plain
 * way.
 */
final class InProcess {

  private static final int CALLERS = 1_024;
  private static final int PLAIN_CONNECTIONS = 64;
  private static final int SPREAD = 7_919; // a prime, so that products come in no order

  private final Sandbox sandbox;
  private final Report report;
  private final AtomicLong keys = new AtomicLong();

  InProcess(Sandbox sandbox, Report report) {
    this.sandbox = sandbox;
    this.report = report;
  }

  void run(int seconds) throws Exception {
    try (Committer committer =
            Committer.start(
                sandbox.database().app(),
                CommitterSettings.DEFAULT,
                List.of(),
                CommitObserver.NONE,
                InstantSource.system());
        HikariDataSource pool = plainPool()) {
      PlainWay plain = new PlainWay(pool);
      single(
          committer,
          CALLERS,
          20_000 * seconds,
          this::anyProduct); // makes every level, and warms up
      Measure ours = single(committer, CALLERS, 30_000 * seconds, this::anyProduct);
      Measure theirs = plain(plain, PLAIN_CONNECTIONS, 4_000 * seconds, this::anyProduct);
      report.rate("single movements, 1,024 callers, 10,000 products", ours, 25_000);
      report.ratio(
          "the same, against one transaction a movement (64 connections, %,.0f/s)"
              .formatted(theirs.perSecond()),
          ours.perSecond() / theirs.perSecond(),
          5);
      Measure hot = single(committer, CALLERS, 20_000 * seconds, number -> product(1, 1));
      Measure plainHot = plain(plain, PLAIN_CONNECTIONS, 1_000 * seconds, number -> product(1, 1));
      report.rate(
          "single movements of one hot product (the plain way: %,.0f/s)"
              .formatted(plainHot.perSecond()),
          hot,
          15_000);
      single(committer, CALLERS, 10_000, this::anySeller);
      report.rate(
          "single movements of 1,000 sellers",
          single(committer, CALLERS, 15_000 * seconds, this::anySeller),
          15_000);
      Measure alone = single(committer, 1, 400 * seconds, this::anyProduct);
      Measure plainAlone = plain(plain, 1, 400 * seconds, this::anyProduct);
      report.atMost(
          "one caller alone, p50 against one plain transaction (%.2f ms against %.2f ms)"
              .formatted(alone.millisAt(0.5), plainAlone.millisAt(0.5)),
          alone.millisAt(0.5) / plainAlone.millisAt(0.5),
          1.5,
          "×");
    }
  }

  private record Target(SellerId seller, String sku) {}

  private interface Choice {
    Target of(int number);
  }

  private Target product(int seller, int number) {
    return new Target(sandbox.seller(seller), "P" + number);
  }

  private Target anyProduct(int number) {
    return product(1, 1 + (int) ((long) number * SPREAD % Sandbox.PRODUCTS));
  }

  private Target anySeller(int number) {
    return product(1 + (int) ((long) number * SPREAD % Sandbox.SELLERS), 1);
  }

  private Measure single(Ledger ledger, int callers, int pieces, Choice choice) throws Exception {
    return Measure.of(
        callers,
        pieces,
        number -> {
          Target target = choice.of(number);
          List<Outcome> outcomes =
              ledger
                  .submit(CommandList.each(target.seller(), List.of(purchase(target.sku()))))
                  .get();
          if (!(outcomes.getFirst() instanceof Outcome.Recorded)) {
            throw new IllegalStateException("not recorded: " + outcomes);
          }
        });
  }

  private Measure plain(PlainWay plain, int callers, int pieces, Choice choice) throws Exception {
    return Measure.of(
        callers,
        pieces,
        number -> {
          Target target = choice.of(number);
          plain.purchase(target.seller(), target.sku(), "plain-" + keys.incrementAndGet());
        });
  }

  private Command purchase(String sku) {
    long key = keys.incrementAndGet();
    return Command.Move.of(
        "bench-" + key,
        sku,
        Reason.PURCHASE,
        1,
        Sandbox.LOCATION,
        Details.of(Cause.of(Cause.Kind.PURCHASE_ORDER, "po-" + key / 50), "token:bench"));
  }

  private HikariDataSource plainPool() {
    DatabaseSettings settings = sandbox.database().settings();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.login().user());
    config.setPassword(settings.login().password().reveal());
    config.setMaximumPoolSize(PLAIN_CONNECTIONS);
    config.setConnectionInitSql("set role onhand_app");
    return new HikariDataSource(config);
  }
}
