package dev.onhand.server.wiring;

import dev.onhand.engine.access.AdminActions;
import dev.onhand.engine.access.Persons;
import dev.onhand.engine.access.SecondFactors;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.access.Sessions;
import dev.onhand.engine.access.SignInFailures;
import dev.onhand.engine.access.Tokens;
import dev.onhand.engine.access.Users;
import dev.onhand.engine.idempotency.KeptAnswers;
import dev.onhand.engine.service.ServiceDays;
import dev.onhand.engine.views.Finding;
import dev.onhand.engine.views.SavedViews;
import dev.onhand.server.access.FirstStartSettings;
import dev.onhand.server.leases.Node;
import dev.onhand.server.operations.DatabaseDiagnosis;
import dev.onhand.server.operations.DatabaseProbe;
import dev.onhand.server.operations.ManagementPort;
import dev.onhand.server.settings.ServerSettings;
import dev.onhand.store.access.JdbcAdminActions;
import dev.onhand.store.access.JdbcPersons;
import dev.onhand.store.access.JdbcSecondFactors;
import dev.onhand.store.access.JdbcSellers;
import dev.onhand.store.access.JdbcSessions;
import dev.onhand.store.access.JdbcSignInFailures;
import dev.onhand.store.access.JdbcTokens;
import dev.onhand.store.access.JdbcUsers;
import dev.onhand.store.database.DataDirectory;
import dev.onhand.store.database.Database;
import dev.onhand.store.database.DatabaseBackups;
import dev.onhand.store.database.DatabaseSettings;
import dev.onhand.store.database.EmbeddedDatabase;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.Sleeper;
import dev.onhand.store.database.TransactionRetry;
import dev.onhand.store.idempotency.IdempotencyAnswerWriter;
import dev.onhand.store.idempotency.JdbcKeptAnswers;
import dev.onhand.store.ledger.CommitObserver;
import dev.onhand.store.ledger.Committer;
import dev.onhand.store.ledger.CommitterSettings;
import dev.onhand.store.ledger.RowKeeper;
import dev.onhand.store.secrets.SecretBox;
import dev.onhand.store.service.JdbcServiceDays;
import dev.onhand.store.views.JdbcFinding;
import dev.onhand.store.views.JdbcSavedViews;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The database and what stands on it. Spring ends these in the reverse order: the ledger finishes
 * what it took before its connections go, and these before their server.
 */
@Configuration(proxyBeanMethods = false)
class StoreWiring {

  private static final int ANSWER_SECONDS_MAX = 2;

  /** The database's server, if it is ours. */
  record OwnServer(Optional<EmbeddedDatabase> embedded) implements AutoCloseable {
    @Override
    public void close() {
      embedded.ifPresent(EmbeddedDatabase::close);
    }
  }

  @Bean
  OwnServer ownServer(ServerSettings settings, DataDirectory data) throws InterruptedException {
    return new OwnServer(
        settings.database() == null
            ? Optional.of(EmbeddedDatabase.start(data).restartIfItEnds())
            : Optional.empty());
  }

  @Bean
  Node node(OwnServer server, RandomGenerator random) {
    String name = new UUID(random.nextLong(), random.nextLong()).toString();
    return new Node(name, server.embedded().isPresent());
  }

  /** Null, which is no bean: the database is not ours, or no directory is set. */
  @Bean
  @Nullable DatabaseBackups databaseBackups(
      ServerSettings settings, OwnServer server, DataDirectory data) {
    Path directory = settings.backups();
    EmbeddedDatabase own = server.embedded().orElse(null);
    return directory == null || own == null ? null : new DatabaseBackups(own, data, directory);
  }

  @Bean
  Database database(ServerSettings settings, OwnServer server) {
    DatabaseSettings where = settings.database();
    return Database.open(where == null ? server.embedded().orElseThrow().settings() : where);
  }

  @Bean
  DatabaseProbe databaseProbe(Database database) {
    return () -> {
      try (Connection connection = database.app().getConnection()) {
        return connection.isValid(ANSWER_SECONDS_MAX);
      } catch (SQLException e) {
        return false;
      }
    };
  }

  @Bean
  DatabaseDiagnosis databaseDiagnosis(Database database) {
    return database::problems;
  }

  @Bean
  FirstStartSettings firstStartSettings(ServerSettings settings, DataDirectory data) {
    return new FirstStartSettings(data.path(), settings.timeZone());
  }

  @Bean
  ManagementPort managementPort(ServerSettings settings) {
    return new ManagementPort(settings.managementPort());
  }

  @Bean
  SellerTransactions sellerTransactions(Database database, RandomGenerator random) {
    return new SellerTransactions(database.app(), new TransactionRetry(random, Sleeper.REAL));
  }

  @Bean
  Sellers sellers(Database database) {
    return new JdbcSellers(database.platform());
  }

  @Bean
  Tokens tokens(SellerTransactions transactions, Database database) {
    return new JdbcTokens(transactions, database.platform());
  }

  @Bean
  Users users(SellerTransactions transactions, Database database) {
    return new JdbcUsers(transactions, database.platform());
  }

  @Bean
  Persons persons(Database database) {
    return new JdbcPersons(database.platform());
  }

  @Bean
  AdminActions adminActions(SellerTransactions transactions) {
    return new JdbcAdminActions(transactions);
  }

  @Bean
  SignInFailures signInFailures(Database database) {
    return new JdbcSignInFailures(database.platform());
  }

  @Bean
  SavedViews savedViews(SellerTransactions transactions) {
    return new JdbcSavedViews(transactions);
  }

  @Bean
  Finding finding(SellerTransactions transactions) {
    return new JdbcFinding(transactions);
  }

  @Bean
  ServiceDays serviceDays(Database database) {
    return new JdbcServiceDays(database.platform());
  }

  @Bean
  SecondFactors secondFactors(Database database, SecretBox box) {
    return new JdbcSecondFactors(database.platform(), box);
  }

  @Bean
  Sessions sessions(Database database) {
    return new JdbcSessions(database.platform());
  }

  @Bean
  KeptAnswers keptAnswers(SellerTransactions transactions, InstantSource clock) {
    return new JdbcKeptAnswers(transactions, clock);
  }

  @Bean
  IdempotencyAnswerWriter idempotencyAnswerWriter(InstantSource clock) {
    return new IdempotencyAnswerWriter(clock);
  }

  @Bean
  Committer ledger(
      Database database,
      ServerSettings settings,
      List<RowKeeper> keepers,
      ObjectProvider<CommitObserver> observers,
      InstantSource clock) {
    CommitterSettings usual = CommitterSettings.DEFAULT;
    List<CommitObserver> all = observers.orderedStream().toList();
    return Committer.start(
        database.app(),
        new CommitterSettings(
            settings.committerLanes(), usual.commandsPerCommit(), settings.committerWaiting()),
        keepers,
        (seller, recorded) -> all.forEach(observer -> observer.committed(seller, recorded)),
        clock);
  }
}
