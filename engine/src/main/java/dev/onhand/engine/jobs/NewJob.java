package dev.onhand.engine.jobs;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Work to be done, to begin at once. See {@link Job} for the parts. */
public record NewJob(
    Queue queue,
    String kind,
    @Nullable String dedupeKey,
    Map<String, String> parameters,
    String actor) {
  public NewJob {
    parameters = Map.copyOf(parameters);
  }
}
