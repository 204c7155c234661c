package dev.onhand.store.ledger;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.ledger.Companion;
import dev.onhand.engine.ledger.VersionCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One transaction of the committer: lists of one or several sellers are read for, decided in
 * memory, written in bulk and committed once. Sellers, and within them levels, are locked in one
 * global order.
 */
final class Batch {

  /**
   * Who looks after rows beside the ledger's own, by type.
   *
   * @param companions write rows that go with movements
   * @param planning lock and write the rows that work is planned against
   */
  record Rows(
      Map<Class<?>, CompanionWriter<?>> companions, Map<Class<?>, PlanningRows<?>> planning) {

    static Rows of(Collection<? extends RowKeeper> keepers) {
      Map<Class<?>, CompanionWriter<?>> companions = new HashMap<>();
      Map<Class<?>, PlanningRows<?>> planning = new HashMap<>();
      for (RowKeeper keeper : keepers) {
        switch (keeper) {
          case CompanionWriter<?> writer -> companions.put(writer.type(), writer);
          case PlanningRows<?> rows -> planning.put(rows.type(), rows);
        }
      }
      return new Rows(companions, planning);
    }
  }

  /**
   * A conflict with another lane is seen on the second try; more only come from luck as bad as
   * this.
   */
  private static final int CONFLICTS_MAX = 10;

  private static final String LOST_SESSION_STATE = "08006";

  private final Map<SellerId, List<Submission>> submissions;
  private final Rows rows;
  private final Connection connection;
  private final boolean looksUpFirst;
  private List<SellerBatch> sellers = List.of();
  private boolean metRepeated;

  /**
   * @param looksUpFirst whether repeated keys are to be expected, so that it is better to look for
   *     them than to fail on them
   */
  Batch(List<Submission> submissions, Rows rows, Connection connection, boolean looksUpFirst) {
    this.looksUpFirst = looksUpFirst;
    this.submissions =
        submissions.stream()
            .collect(Collectors.groupingBy(Submission::seller, TreeMap::new, Collectors.toList()));
    this.rows = rows;
    this.connection = connection;
  }

  /**
   * Commits. Afterwards {@link #sellers()} know the outcomes.
   *
   * @throws SQLException if nothing was committed, or (a lost answer to the commit) it is not known
   */
  void commit(InstantSource clock) throws SQLException {
    for (int conflicts = 0; conflicts <= CONFLICTS_MAX; conflicts++) {
      begin();
      read(looksUpFirst || conflicts > 0, now(clock));
      Instant now = now(clock);
      decide(now);
      if (write(now)) {
        connection.commit();
        return;
      }
      rollBack();
    }
    throw new SQLException("conflicts with other writers did not end", "40001");
  }

  /**
   * A session that ended with the conflict, so that the pool closed the connection, is a lost one:
   * all is tried again on another.
   */
  private void rollBack() throws SQLException {
    try {
      connection.rollback();
    } catch (SQLException e) {
      throw new SQLException("the session ended with a conflict", LOST_SESSION_STATE, e);
    }
  }

  /**
   * Decides, and rolls back. The keys are looked up beforehand: no insert will show which of them
   * are in the journal.
   */
  void preview(InstantSource clock) throws SQLException {
    begin();
    try {
      read(true, now(clock));
      decide(now(clock));
    } finally {
      connection.rollback();
    }
  }

  /**
   * The time of recording, taken while the levels are locked: so that movements of one level are
   * recorded one after the other by the clock too.
   */
  private static Instant now(InstantSource clock) {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private void begin() {
    sellers =
        submissions.entrySet().stream()
            .map(
                entry ->
                    new SellerBatch(
                        entry.getKey(),
                        entry.getValue(),
                        new Plans(entry.getValue(), rows.planning())))
            .toList();
  }

  /** Tables of version checks one after the other, and sellers within: one order for everyone. */
  private void read(boolean lookUpKeys, Instant now) throws SQLException {
    for (VersionCheck.Table table : VersionCheck.Table.values()) {
      each(those(seller -> !seller.checked(table).isEmpty()), chunk -> chunk.lockVersions(table));
    }
    each(those(seller -> !seller.reversed().isEmpty()), Chunk::findReversed);
    for (SellerBatch seller : those(one -> !one.plans().isEmpty())) {
      seller.plans().lock(new Fenced(connection, seller.seller()), now);
      seller.foundRows();
    }
    if (lookUpKeys) {
      sellers.forEach(SellerBatch::lookUpPlanned);
    }
    each(sellers, chunk -> chunk.hold(lookUpKeys));
    each(those(seller -> !seller.notFound().isEmpty()), Chunk::findProductsAndLocations);
    for (SellerBatch seller : those(one -> !one.plans().isEmpty())) {
      run(seller, seller.behindLocks());
    }
  }

  /**
   * That nothing is recorded for a command is only final once its key is known not to be in the
   * journal: what was recorded once stays recorded. A movement that is found so may change what
   * becomes of others, which then are in doubt in their turn.
   */
  private void decide(Instant now) throws SQLException {
    sellers.forEach(seller -> seller.decide(now));
    readLacking(now);
    List<SellerBatch> doubtful = those(SellerBatch::isDoubtful);
    while (!doubtful.isEmpty()) {
      each(doubtful, Chunk::lookUpDoubtful);
      doubtful.forEach(seller -> seller.decideAgain(now));
      readLacking(now);
      doubtful = those(SellerBatch::isDoubtful);
    }
  }

  /** A plan may find that it lacks ids, or something that only a plan shows to be needed. */
  private void readLacking(Instant now) throws SQLException {
    boolean isDecided = false;
    while (!isDecided) {
      drawMoreIds(now);
      isDecided = true;
      for (SellerBatch seller : those(one -> !one.plans().isEmpty())) {
        if (run(seller, seller.lacking())) {
          seller.decide(now);
          isDecided = false;
        }
      }
    }
  }

  /**
   * Runs statements that see the rows of this seller alone.
   *
   * @return whether there were any
   */
  private boolean run(SellerBatch seller, Pipeline statements) throws SQLException {
    new Fenced(connection, seller.seller()).run(statements);
    return !statements.isEmpty();
  }

  private void drawMoreIds(Instant now) throws SQLException {
    List<SellerBatch> lacking = those(SellerBatch::lacksIds);
    while (!lacking.isEmpty()) {
      each(lacking, Chunk::drawIds);
      lacking.forEach(seller -> seller.decide(now));
      lacking = those(SellerBatch::lacksIds);
    }
  }

  /**
   * @return false if something met a conflict, so that all must be read and decided anew
   */
  private boolean write(Instant now) throws SQLException {
    if (!writeMovements(now)) {
      return false;
    }
    for (SellerBatch seller : sellers) {
      run(seller, seller.planned(now));
      if (seller.fellShort()) {
        return false;
      }
      writeCompanions(seller);
    }
    return true;
  }

  private boolean writeMovements(Instant now) throws SQLException {
    try {
      return each(those(seller -> !seller.recorded().isEmpty()), chunk -> chunk.write(now)).stream()
          .noneMatch(Chunk::fellShort);
    } catch (SQLException e) {
      if (LedgerWrites.isRepeated(e)) {
        metRepeated = true;
        return false;
      }
      throw e;
    }
  }

  /** From here on statements see the rows of this seller alone. */
  private void switchTo(SellerBatch seller) throws SQLException {
    Pipeline pipeline = new Pipeline();
    LedgerReads.fenceForOne(pipeline, seller.seller());
    pipeline.run(connection);
  }

  private void writeCompanions(SellerBatch seller) throws SQLException {
    if (seller.companions().isEmpty()) {
      return;
    }
    switchTo(seller);
    Map<Class<?>, List<Companion>> byType =
        seller.companions().stream()
            .collect(
                Collectors.groupingBy(
                    Companion::getClass, java.util.LinkedHashMap::new, Collectors.toList()));
    for (Map.Entry<Class<?>, List<Companion>> ofType : byType.entrySet()) {
      CompanionWriter<?> writer = rows.companions().get(ofType.getKey());
      if (writer == null) {
        throw new IllegalStateException("no writer for companion rows of " + ofType.getKey());
      }
      writeCompanions(writer, seller.seller(), ofType.getValue());
    }
  }

  private <T extends Companion> void writeCompanions(
      CompanionWriter<T> writer, SellerId seller, List<Companion> some) throws SQLException {
    writer.write(connection, seller, some.stream().map(writer.type()::cast).toList());
  }

  private List<SellerBatch> those(Predicate<SellerBatch> filter) {
    return sellers.stream().filter(filter).toList();
  }

  /** Runs the statements of these sellers, a chunk of them a round trip. */
  private List<Chunk> each(List<SellerBatch> some, Consumer<Chunk> steps) throws SQLException {
    List<Chunk> chunks = new ArrayList<>();
    for (int from = 0; from < some.size(); from += Chunk.SELLERS_MAX) {
      int to = Math.min(from + Chunk.SELLERS_MAX, some.size());
      Chunk chunk = new Chunk(some.subList(from, to));
      steps.accept(chunk);
      chunk.run(connection);
      chunks.add(chunk);
    }
    return chunks;
  }

  List<SellerBatch> sellers() {
    return sellers;
  }

  /** Whether some of it was in the journal already. */
  boolean isRepeated() {
    return metRepeated || sellers.stream().anyMatch(SellerBatch::isRepeated);
  }

  void each(Consumer<SellerBatch> action) {
    sellers.forEach(action);
  }
}
