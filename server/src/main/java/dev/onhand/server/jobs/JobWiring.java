package dev.onhand.server.jobs;

import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.access.Sessions;
import dev.onhand.engine.access.SignInFailures;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.channels.LastCalls;
import dev.onhand.engine.channels.OrderMessages;
import dev.onhand.engine.channels.Shadows;
import dev.onhand.engine.idempotency.KeptAnswers;
import dev.onhand.engine.imports.RestingFiles;
import dev.onhand.engine.jobs.JobRun;
import dev.onhand.engine.jobs.JobWork;
import dev.onhand.engine.jobs.Jobs;
import dev.onhand.engine.jobs.Timetable;
import dev.onhand.engine.log.EventLog;
import dev.onhand.engine.verification.Checkpoints;
import dev.onhand.engine.verification.Sealer;
import dev.onhand.engine.verification.Sealing;
import dev.onhand.engine.webhooks.Deliveries;
import dev.onhand.server.alerts.AlertRounds;
import dev.onhand.server.jobs.QueueWorkers.Regular;
import dev.onhand.server.settings.ServerSettings;
import dev.onhand.server.web.NanoTime;
import dev.onhand.store.database.Database;
import dev.onhand.store.database.DatabaseClock;
import dev.onhand.store.database.OutageWatch;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.jobs.JdbcJobs;
import dev.onhand.store.log.JdbcEventLog;
import dev.onhand.store.seal.JdbcCheckpoints;
import dev.onhand.store.seal.JdbcSealer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Jobs, the log and what runs by the clock. */
@Configuration(proxyBeanMethods = false)
class JobWiring {

  private static final Duration DELIVERIES_KEPT = Duration.ofDays(30);
  private static final Duration FILES_KEPT = Duration.ofDays(1);
  private static final Duration MESSAGES_KEPT = Duration.ofDays(30);
  private static final Duration SHADOWS_KEPT = Duration.ofDays(90);
  private static final String STOCK_SYNC_TABLE = "queue_stock_sync";
  private static final int STOCK_SYNC_WORKERS = 2;
  private static final String RECONCILE_TABLE = "queue_reconcile";
  private static final int RECONCILE_WORKERS = 1;
  private static final String ALERTS_TABLE = "queue_alerts";
  private static final int ALERTS_WORKERS = 2;
  private static final String EVERY_MINUTE = "0 * * * * *";
  private static final String HOURLY = "0 0 * * * *";

  /** When few are at work, in Europe at least, and not when everything else is done. */
  private static final String NIGHTLY = "0 40 1 * * *";

  /** Wakes the workers, which are made after those who enqueue for them. */
  private final List<Runnable> wakes = new CopyOnWriteArrayList<>();

  /** By which jobs are due and nodes give signs of life. (Not a bean of its own type.) */
  record JobTime(InstantSource clock) {}

  @Bean
  JobTime jobTime(Database database, NanoTime nanoTime) {
    return new JobTime(new DatabaseClock(database.platform(), nanoTime::now));
  }

  @Bean
  Jobs jobs(SellerTransactions transactions, JobTime time) {
    return new JdbcJobs(transactions, time.clock(), () -> wakes.forEach(Runnable::run));
  }

  @Bean
  EventLog eventLog(SellerTransactions transactions, Jobs jobs, Alerts alerts) {
    return new JdbcEventLog(transactions, jobs, alerts);
  }

  @Bean
  Sealer sealer(Database database, InstantSource clock) {
    return new JdbcSealer(new SellerTransactions(database.jobs()), clock);
  }

  @Bean
  Checkpoints checkpoints(Database database) {
    return new JdbcCheckpoints(new SellerTransactions(database.jobs()));
  }

  @Bean(destroyMethod = "close")
  SealLoop sealLoop(Sellers sellers, Sealer sealer, Checkpoints checkpoints) {
    SealLoop loop = new SealLoop(sellers, new Sealing(sealer), checkpoints);
    loop.start();
    return loop;
  }

  @Bean
  Forgetting forgetting(
      Sellers sellers, KeptAnswers answers, ServerSettings settings, InstantSource clock) {
    return new Forgetting(sellers, answers, settings.answersKept(), clock);
  }

  /** What all queues look for work with. (Not a bean of its own type, which would be a pool.) */
  record QueueConnections(OutageWatch watch) {}

  @Bean
  QueueConnections queueConnections(Database database) {
    return new QueueConnections(new OutageWatch(database.platform()));
  }

  /** What is forgotten every night of what is old. (Not a bean of its own type: a list.) */
  record OldThings(List<Regular> forgetting) {}

  @Bean
  OldThings oldThings(
      Sellers sellers,
      Deliveries deliveries,
      Shadows shadows,
      RestingFiles files,
      OrderMessages messages,
      LastCalls lastCalls,
      InstantSource clock) {
    return new OldThings(
        Stream.of(
                new Old("deliveries", DELIVERIES_KEPT, deliveries::forgetBefore),
                new Old("shadows", SHADOWS_KEPT, shadows::forgetBefore),
                new Old("order-messages", MESSAGES_KEPT, messages::forgetBefore),
                new Old("last-calls", MESSAGES_KEPT, lastCalls::forgetBefore),
                new Old("files", FILES_KEPT, files::forgetBefore))
            .map(old -> old.forgotten(sellers, clock))
            .toList());
  }

  /** Something of which what is older goes. */
  private record Old(String what, Duration kept, ForgettingOld.Part part) {
    Regular forgotten(Sellers sellers, InstantSource clock) {
      return new Regular(
          "forget-" + what, NIGHTLY, new ForgettingOld(sellers, what, kept, part, clock));
    }
  }

  @Bean(destroyMethod = "close")
  QueueWorkers stockSyncWorkers(
      QueueConnections connections,
      Jobs jobs,
      Alerts alerts,
      List<JobWork> work,
      Sellers sellers,
      Forgetting forgetting,
      Sessions sessions,
      SignInFailures failures,
      OldThings old,
      InstantSource clock,
      JobTime time,
      RandomGenerator random) {
    JobRun run = new JobRun(jobs, alerts, work, time.clock(), JobRun.TIME_MAX);
    QueueWorkers workers =
        new QueueWorkers(
            connections.watch(),
            STOCK_SYNC_TABLE,
            STOCK_SYNC_WORKERS,
            new UUID(random.nextLong(), random.nextLong()).toString(),
            run,
            Stream.concat(
                    Stream.of(
                        new Regular(
                            "on-the-hour",
                            HOURLY,
                            () -> enqueueWhatIsDue(jobs, sellers, time.clock())),
                        new Regular("forget-answers", NIGHTLY, forgetting),
                        new Regular(
                            "forget-sessions", NIGHTLY, () -> sessions.forget(clock.instant())),
                        new Regular(
                            "forget-sign-in-failures",
                            NIGHTLY,
                            () -> failures.forget(clock.instant()))),
                    old.forgetting().stream())
                .toList(),
            time.clock());
    workers.start();
    wakes.add(workers::wake);
    return workers;
  }

  @Bean(destroyMethod = "close")
  QueueWorkers reconcileWorkers(
      QueueConnections connections,
      Jobs jobs,
      Alerts alerts,
      List<JobWork> work,
      JobTime time,
      RandomGenerator random) {
    QueueWorkers workers =
        new QueueWorkers(
            connections.watch(),
            RECONCILE_TABLE,
            RECONCILE_WORKERS,
            new UUID(random.nextLong(), random.nextLong()).toString(),
            new JobRun(jobs, alerts, work, time.clock(), JobRun.TIME_MAX),
            List.of(),
            time.clock());
    workers.start();
    wakes.add(workers::wake);
    return workers;
  }

  /** Alerts: what rules watch, and who is told. It has no jobs of sellers. */
  @Bean(destroyMethod = "close")
  QueueWorkers alertWorkers(
      QueueConnections connections,
      Jobs jobs,
      Alerts alerts,
      AlertRounds rounds,
      JobTime time,
      RandomGenerator random) {
    QueueWorkers workers =
        new QueueWorkers(
            connections.watch(),
            ALERTS_TABLE,
            ALERTS_WORKERS,
            new UUID(random.nextLong(), random.nextLong()).toString(),
            new JobRun(jobs, alerts, List.of(), time.clock(), JobRun.TIME_MAX),
            List.of(
                new Regular("alert-watch", EVERY_MINUTE, rounds::watch),
                new Regular("alert-delivery", EVERY_MINUTE, rounds::deliver),
                new Regular("forget-alert-messages", NIGHTLY, rounds::forget)),
            time.clock());
    workers.start();
    return workers;
  }

  private static void enqueueWhatIsDue(Jobs jobs, Sellers sellers, InstantSource clock) {
    for (Seller seller : sellers.all()) {
      Timetable.due(clock.instant(), seller.timeZone())
          .forEach(job -> jobs.enqueue(seller.id(), job));
    }
  }
}
