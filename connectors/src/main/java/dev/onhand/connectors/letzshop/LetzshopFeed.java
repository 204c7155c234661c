package dev.onhand.connectors.letzshop;

import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.Pushes;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the seller's feed, on the web space from which Letzshop fetches them; it has one for
 * each language. They stay the seller's: of a row only what says how much there is, is set.
 */
final class LetzshopFeed {

  private final Optional<ConnectorHttp> http;
  private final List<String> names;
  private final Optional<String> quantityColumn;

  /**
   * A file as it lies there.
   *
   * @param tag what it is told apart by from what others wrote meanwhile; empty: the space gives
   *     none
   */
  private record Found(FeedFile file, Optional<String> tag) {}

  LetzshopFeed(Settings settings, ConnectorHttp http) {
    this.http =
        settings
            .find("feed")
            .map(address -> http.at(settings.url("feed")))
            .map(
                at ->
                    settings
                        .find("feed_user")
                        .map(user -> at.withBasic(user, settings.find("feed_password").orElse("")))
                        .orElse(at));
    this.names = List.of(settings.text("feed_files").strip().split(" +"));
    this.quantityColumn = settings.find("quantity_column");
  }

  /** None where the account has no feed. */
  List<FeedFile> files() throws InterruptedException {
    return read().stream().map(Found::file).toList();
  }

  private List<Found> read() throws InterruptedException {
    if (http.isEmpty()) {
      return List.of();
    }
    List<Found> found = new ArrayList<>();
    for (String name : names) {
      HttpReply reply = http.get().send(HttpCall.get(path(name), Purpose.LISTINGS_READ));
      found.add(
          new Found(
              FeedFile.of(name, reply.text(), quantityColumn),
              reply.header("ETag").filter(tag -> tag.startsWith("\""))));
    }
    return found;
  }

  private static String path(String name) {
    return "/" + HttpCall.encoded(name);
  }

  /**
   * Sets what the files say. A file that says all of it already is left as it is.
   *
   * @return one outcome for each, in the same order
   */
  List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    if (http.isEmpty()) {
      return Collections.nCopies(
          updates.size(),
          new PushOutcome.Refused(
              Refusal.UNSUPPORTED, "the account has no setting 'feed', so nothing can be told"));
    }
    List<Found> found = read();
    Map<String, Long> wanted =
        LetzshopMapping.wanted(updates, found.stream().map(Found::file).toList());
    List<FeedFile> now = new ArrayList<>();
    List<Pushes.HandIn<HttpReply>> writes = new ArrayList<>();
    for (Found one : found) {
      FeedFile set = one.file().with(wanted);
      if (!set.text().equals(one.file().text())) {
        writes.add(() -> write(set, one.tag()));
      }
      now.add(set);
    }
    Pushes.together(writes);
    return LetzshopMapping.outcomes(updates, now);
  }

  private HttpReply write(FeedFile file, Optional<String> tag) throws InterruptedException {
    HttpCall put =
        HttpCall.send(
            Method.PUT,
            path(file.name()),
            "text/tab-separated-values; charset=UTF-8",
            file.text().getBytes(StandardCharsets.UTF_8),
            Purpose.PUSH);
    return http.orElseThrow()
        .send(tag.map(it -> put.with("If-Match", it)).orElse(put), 200, 201, 204);
  }
}
