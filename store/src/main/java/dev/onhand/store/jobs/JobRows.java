package dev.onhand.store.jobs;

import dev.onhand.engine.jobs.Job;
import dev.onhand.engine.jobs.Queue;
import dev.onhand.engine.jobs.QueueCounts;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads rows of table {@code job}. */
final class JobRows {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, String>> PARAMETERS = new TypeReference<>() {};

  private JobRows() {}

  static String json(Map<String, String> parameters) {
    return JSON.writeValueAsString(parameters);
  }

  static String[] queueCodes() {
    return Arrays.stream(Queue.values()).map(Queue::code).toArray(String[]::new);
  }

  static Job job(ResultSet row) throws SQLException {
    return new Job(
        row.getLong("job_id"),
        queue(row),
        row.getString("kind"),
        row.getString("dedupe_key"),
        JSON.readValue(row.getString("parameters"), PARAMETERS),
        Job.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("attempts"),
        row.getString("result"),
        row.getString("error"),
        row.getString("actor"),
        SqlTimes.get(row, "created_at"),
        SqlTimes.get(row, "run_at"),
        SqlTimes.getOrNull(row, "started_at"),
        SqlTimes.getOrNull(row, "ended_at"));
  }

  static QueueCounts counts(ResultSet row) throws SQLException {
    return new QueueCounts(
        queue(row),
        row.getLong("waiting"),
        row.getLong("running"),
        row.getLong("done"),
        row.getLong("failed"),
        SqlTimes.getOrNull(row, "oldest_waiting"),
        SqlTimes.getOrNull(row, "last_ended"));
  }

  private static Queue queue(ResultSet row) throws SQLException {
    String code = row.getString("queue");
    return Queue.find(code)
        .orElseThrow(() -> new IllegalStateException("unknown queue " + code + " in table job"));
  }
}
