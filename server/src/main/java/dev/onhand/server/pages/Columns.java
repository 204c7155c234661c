package dev.onhand.server.pages;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The columns of a list, and which of them its visitor does not want to see.
 *
 * @param all by their titles, in their order
 * @param fixed the one by which a row is known: it is always there
 * @param hidden titles
 */
public record Columns(List<String> all, String fixed, Set<String> hidden) {

  private static final Map<String, Columns> OF_LISTS =
      Map.ofEntries(
          of(
              "/stock",
              "SKU",
              "SKU",
              "Name",
              "On hand",
              "Unavailable",
              "Reserved",
              "Available",
              "Incoming",
              "Buffer",
              "Low at"),
          of(
              "/orders",
              "Order",
              "Order",
              "Status",
              "Ordered",
              "Reserved",
              "Shipped",
              "Missing",
              "Lines not known",
              "Changed"),
          of("/reservations", "SKU", "SKU", "Units", "For", "Location", "Since", "Ends", "Note"),
          of(
              "/receiving",
              "Reference",
              "Reference",
              "Supplier",
              "To",
              "Expected",
              "Status",
              "Units expected",
              "Received",
              "Incoming",
              "Lines differing"),
          of("/batches", "Batch", "Batch", "Location", "State", "Opened", "By", "Note"),
          of(
              "/imports",
              "File",
              "File",
              "Begun",
              "By",
              "State",
              "Lines",
              "Recorded",
              "Recorded before",
              "Refused"),
          of(
              "/held-changes",
              "Since",
              "Since",
              "Channel",
              "State",
              "Raised",
              "Units added",
              "Lowered",
              "Units removed",
              "Set to nothing",
              "Held now",
              "Decided by"),
          of(
              "/verification-records",
              "When",
              "When",
              "Change",
              "SKU",
              "Marketplace or location",
              "Pending orders",
              "From",
              "Units",
              "To",
              "Admin",
              "Order",
              "Notes"),
          of(
              "/listings",
              "Listing",
              "Channel",
              "Listing",
              "SKU",
              "Desired",
              "Pushed",
              "Acknowledged",
              "Observed",
              "Last synced",
              "State"),
          of(
              "/reconciliations",
              "When",
              "When",
              "Channel",
              "State",
              "Compared",
              "Equal",
              "Differing",
              "Not yet told",
              "To be decided",
              "Asked for by"),
          of(
              "/sync",
              "When",
              "When",
              "Channel",
              "Listing",
              "Told",
              "Expected",
              "What came of it",
              "Answered after, ms"),
          of(
              "/journal",
              "When",
              "When",
              "SKU",
              "Why",
              "Units",
              "From",
              "To",
              "On hand after",
              "Cause",
              "Who, and what was said"),
          of("/alerts", "What", "How bad", "What", "Of", "What is known", "Since", "Seen last"),
          of("/settings/audit", "When", "When", "Who", "What", "Of", "How it ended", "Request"));

  /** The lists of which a choice, and views, can be kept. */
  static final Set<String> LISTS = OF_LISTS.keySet();

  public Columns {
    all = List.copyOf(all);
    hidden = Set.copyOf(hidden);
  }

  private static Map.Entry<String, Columns> of(String list, String fixed, String... all) {
    return Map.entry(list, new Columns(List.of(all), fixed, Set.of()));
  }

  /** All of a list; empty: there is no choice. */
  static Optional<Columns> of(String list) {
    return Optional.ofNullable(OF_LISTS.get(list));
  }

  /**
   * The same list without some.
   *
   * @param titles those that it does not have, or cannot be without, are passed over
   */
  Columns without(Collection<String> titles) {
    return new Columns(
        all,
        fixed,
        titles.stream().filter(choices()::contains).collect(Collectors.toUnmodifiableSet()));
  }

  /** Those that can be left out. */
  public List<String> choices() {
    return all.stream().filter(title -> !title.equals(fixed)).toList();
  }

  public boolean shows(String title) {
    return !hidden.contains(title);
  }

  /**
   * What leaves them out, as classes of the table.
   *
   * @param before how many other columns the table has before the first of these
   */
  String classes(int before) {
    return IntStream.range(0, all.size())
        .filter(i -> hidden.contains(all.get(i)))
        .mapToObj(i -> "hide-" + (before + i + 1))
        .collect(Collectors.joining(" "));
  }
}
