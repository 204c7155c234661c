package dev.onhand.e2e.shops;

import dev.onhand.e2e.Shell;
import dev.onhand.e2e.shops.Tally.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code docs/real-shops.md}: what the last run that went well found. */
final class Report {
  private static final Path FILE = Shell.ROOT.resolve("docs/real-shops.md");

  private static final String BEFORE =
      """
      # Real shops

      Written by the last run of `bin/verify --real-shops` that went well; not edited by hand. It installs a real Vendure and a real Medusa from npm, as
      `e2e/real-shops` pins them, starts them on loopback, makes products, connects the shipped Onhand with its commands as a user would, and lets buyers
      buy through the shops' store APIs for an hour drawn by chance, while orders are cancelled, sent and come back, and one shop goes down.

      """;

  private static final String AFTER =
      """

      After each minute in which something happened these agreed for every SKU: what the run itself counts as left, what Onhand says is available, and what
      each shop's own API says it would still sell. At each sale the shop took the order just if it showed as many units. At the end every order was in
      Onhand once, all listings were read and compared, the ledger was verified whole, and no alert was open but of
      units that both shops had sold.

      ## What is real here, and what is simulated

      - **Real**: both shops with their databases, their stock, carts, payments (by a method that always pays), parcels and returns; Onhand as it is
        shipped, with its PostgreSQL; every call between them; the calls of the shops to Onhand, by the code that the pages of
        [Vendure](connectors/vendure.md) and [Medusa](connectors/medusa.md) show, after the shop that was down came back.
      - **Simulated**: the hour. What happens in which minute is drawn from the seed, and nobody waits for the minutes to pass: Onhand is asked to poll at the
        end of each one in which something happened, as its schedule would. The clocks of shops and Onhand are the machine's. So nothing is said here of what
        only time brings, such as an order that is read again after half an hour.
      - The times say how quick this machine was with all of it on it, beside other work; they are no benchmark.
      """;

  private final long seed;
  private final List<RealShop> shops;
  private final Map<RealShop, Tally> tallies;
  private final OnhandSeller onhand;
  private final Map<String, String> facts = new LinkedHashMap<>();

  Report(long seed, List<RealShop> shops, Map<RealShop, Tally> tallies, OnhandSeller onhand) {
    this.seed = seed;
    this.shops = shops;
    this.tallies = tallies;
    this.onhand = onhand;
  }

  Report times(Tally.Times agreed, Tally.Times told, long oversold) {
    facts.put("From asking both for orders until all agreed", agreed.toString());
    facts.put("From a paid order until Onhand had it by the shop's call", told.toString());
    facts.put("Units sold by both shops within one minute, of which there was one", "" + oversold);
    return this;
  }

  Report durations(Duration all, Duration selling) {
    facts.put(
        "Duration",
        "%d s, of which the hour took %d s".formatted(all.toSeconds(), selling.toSeconds()));
    return this;
  }

  void write() throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder(BEFORE);
    text.append("| | |\n|---|---|\n");
    row(text, "Date", LocalDate.now(ZoneOffset.UTC).toString());
    row(text, "Onhand", onhand.command("--version").strip());
    row(text, "Shops", shops.stream().map(RealShop::version).collect(Collectors.joining("; ")));
    row(text, "Node.js", Shell.run(Map.of(), Path.of("node"), "--version").out().strip());
    row(
        text,
        "Seed",
        "%d: `bin/verify --real-shops -Donhand.seed=%d` draws this hour again"
            .formatted(seed, seed));
    facts.forEach((what, value) -> row(text, what, value));
    text.append("\n| |");
    shops.forEach(it -> text.append(' ').append(it.type()).append(" |"));
    text.append("\n|---|").append("---|".repeat(shops.size())).append('\n');
    for (Counted counted : Counted.values()) {
      row(text, counted.words(), it -> tallies.get(it).of(counted));
    }
    row(text, "Numbers that listings were told", onhand::told);
    Map<RealShop, Map<String, Long>> calls =
        shops.stream().collect(Collectors.toMap(Function.identity(), onhand::calls));
    TreeSet<String> purposes = new TreeSet<>();
    calls.values().forEach(it -> purposes.addAll(it.keySet()));
    for (String purpose : purposes) {
      row(
          text,
          "Calls of Onhand: " + purpose.replace('_', ' '),
          it -> calls.get(it).getOrDefault(purpose, 0L));
    }
    text.append(AFTER);
    Files.writeString(FILE, text.toString());
  }

  private static void row(StringBuilder text, String what, String value) {
    text.append("| ").append(what).append(" | ").append(value).append(" |\n");
  }

  private void row(StringBuilder text, String what, Function<RealShop, Long> number) {
    text.append("| ").append(what).append(" |");
    shops.forEach(it -> text.append(' ').append(number.apply(it)).append(" |"));
    text.append('\n');
  }
}
