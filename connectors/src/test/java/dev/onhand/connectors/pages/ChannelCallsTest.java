package dev.onhand.connectors.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.http.CallRecord;
import dev.onhand.connector.http.Pacer;
import dev.onhand.connectors.files.FilesConnectorFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What each channel costs, by running its connector. With {@code -Donhand.update=true} the page is
 * written anew; look at the difference.
 */
class ChannelCallsTest {

  private static final Path PAGE = Path.of("../docs/reference/channel-calls.md");
  private static final int PUSHED = 10_000;
  private static final int READ = 100_000;

  /** Of each channel that has one call for a listing or a page, so that it takes a second. */
  private static final int RUN_MIN = 50;

  private static final int READ_RUN = 1_000;

  /**
   * Calls, and how long a channel's limits spread them.
   *
   * @param time without that of the answers
   */
  private record Cost(long calls, Duration time) {}

  @Test
  void thePageSaysWhatConnectorsDo() throws Exception {
    String text = page();
    if (Boolean.getBoolean("onhand.update")) {
      Files.writeString(PAGE, text);
    }
    assertThat(PAGE)
        .as("%s (to write it anew: -Donhand.update=true)", PAGE)
        .content()
        .isEqualTo(text);
  }

  @Test
  void eachConnectorIsRun() {
    assertThat(Trials.all().stream().map(it -> it.factory().descriptor().type()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            ServiceLoader.load(ConnectorFactory.class).stream()
                .filter(it -> !it.type().getPackageName().endsWith(".kit"))
                .map(it -> it.get().descriptor().type())
                .filter(type -> !type.equals("files")) // a folder has neither calls nor limits
                .toList());
  }

  private static String page() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    lines.add("# What channels cost");
    lines.add("");
    lines.add(
        "Calls to tell %,d listings another number, and to read all of %,d, and how long each channel's"
                .formatted(PUSHED, READ)
            + " documented limits make them wait. The time that answers take comes on top; a limit of"
            + " the account ([budgets](channels.md#how-often-a-channel-is-called)) makes it longer.");
    lines.add("");
    lines.add(
        "Computed, in every build, by running each connector against its simulated marketplace: some"
            + " hundred listings, then twice as many; what the second half took is what each further"
            + " one like it takes, and all calls are paced as the account's would be. To write it"
            + " anew: `mvn -pl connectors test -Dtest=ChannelCallsTest -Donhand.update=true`. What a"
            + " connector can do besides: [connectors](../connectors/README.md).");
    lines.add("");
    lines.add(
        "| | Listings in a push | Calls to push %,d | Wait | Calls to read %,d | Wait |"
            .formatted(PUSHED, READ));
    lines.add("|---|--:|--:|--:|--:|--:|");
    for (Trial trial : trials()) {
      lines.add(row(trial));
    }
    lines.add("");
    lines.add(
        "[Files in a folder](../connectors/files.md) have neither calls nor limits: a push is a file"
            + " of up to %,d listings, and all that are shown are one file."
                .formatted(new FilesConnectorFactory().descriptor().limits().batchMax()));
    return String.join("\n", lines) + "\n";
  }

  private static List<Trial> trials() {
    return Trials.all().stream()
        .sorted(
            Comparator.comparing(
                it -> it.factory().descriptor().title(), String.CASE_INSENSITIVE_ORDER))
        .toList();
  }

  private static String row(Trial trial) throws InterruptedException {
    ConnectorDescriptor kind = trial.factory().descriptor();
    int batch = trial.perPush();
    int run = batch * Math.ceilDiv(RUN_MIN, batch);
    Cost push = cost(kind, trial.pushing(run), trial.pushing(2 * run), run, PUSHED);
    Cost read = cost(kind, trial.reading(READ_RUN), trial.reading(2 * READ_RUN), READ_RUN, READ);
    return String.format(
        Locale.ROOT,
        "| [%s](../connectors/%s.md)%s | %,d | %,d | %s | %,d | %s |",
        kind.title(),
        kind.type(),
        trial.note().isEmpty() ? "" : ", " + trial.note(),
        batch,
        push.calls(),
        said(push.time()),
        read.calls(),
        said(read.time()));
  }

  /**
   * What a run of any length takes.
   *
   * @param one the calls of a run of that many listings
   * @param two those of one of twice as many
   */
  private static Cost cost(
      ConnectorDescriptor kind, List<CallRecord> one, List<CallRecord> two, int run, int all) {
    List<CallRecord> further = two.subList(one.size(), two.size());
    int repeats = Math.max(0, Math.ceilDiv(all - 2 * run, run));
    List<CallRecord> calls =
        Stream.concat(
                two.stream(), Stream.generate(() -> further).limit(repeats).flatMap(List::stream))
            .toList();
    Pacer pacer = new Pacer(kind.limits());
    Instant start = Instant.parse("2026-11-28T00:00:00Z");
    Instant now = start;
    for (CallRecord each : calls) {
      Optional<Duration> wait = pacer.take(each.call().costs(), each.call().purpose(), now);
      while (wait.isPresent()) {
        now = now.plus(wait.get());
        wait = pacer.take(each.call().costs(), each.call().purpose(), now);
      }
    }
    return new Cost(calls.size(), Duration.between(start, now));
  }

  private static String said(Duration time) {
    long seconds = Math.ceilDiv(time.toMillis(), 1_000);
    if (seconds == 0) {
      return "no wait";
    }
    return seconds < 120
        ? "%d s".formatted(seconds)
        : seconds < 7_200
            ? "%d min".formatted(Math.ceilDiv(seconds, 60))
            : "%d h".formatted(Math.ceilDiv(seconds, 3_600));
  }
}
