package dev.onhand.store.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Several statements in one round trip. The driver sends all of a text with semicolons at once and
 * hands back the results in order; each statement in it is prepared on the server by itself.
 */
public final class Pipeline {

  /** Sets the parameters of one statement, beginning at an index, and says how many it set. */
  @FunctionalInterface
  public interface Binder {
    int bind(PreparedStatement statement, int first) throws SQLException;
  }

  @FunctionalInterface
  public interface Reader {
    void read(ResultSet rows) throws SQLException;
  }

  @FunctionalInterface
  public interface Counter {
    void count(int rows);
  }

  private record Step(String sql, Binder binder, Reader reader, Counter counter) {}

  private final List<Step> steps = new ArrayList<>();

  /** Adds a statement that gives rows. */
  public Pipeline query(String sql, Binder binder, Reader reader) {
    steps.add(new Step(sql, binder, reader, rows -> {}));
    return this;
  }

  /** Adds a statement that changes rows. */
  public Pipeline update(String sql, Binder binder, Counter counter) {
    steps.add(new Step(sql, binder, rows -> {}, counter));
    return this;
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  /** Adds all statements of another. */
  Pipeline addAll(Pipeline other) {
    steps.addAll(other.steps);
    return this;
  }

  /** Runs them all, in order. */
  public void run(Connection connection) throws SQLException {
    if (steps.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(text())) {
      int parameter = 1;
      for (Step step : steps) {
        parameter += step.binder().bind(statement, parameter);
      }
      boolean isRows = statement.execute();
      for (Step step : steps) {
        if (isRows) {
          try (ResultSet rows = statement.getResultSet()) {
            step.reader().read(rows);
          }
        } else {
          step.counter().count(statement.getUpdateCount());
        }
        isRows = statement.getMoreResults();
      }
    }
  }

  private String text() {
    if (steps.size() == 1) {
      return steps.getFirst().sql();
    }
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      text.append(step.sql()).append(";\n");
    }
    return text.toString();
  }
}
