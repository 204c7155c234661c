package dev.onhand.engine.channels;

import dev.onhand.core.listing.ListingRule;
import java.util.Locale;

/** A rule and what it is for. */
public record ScopedRule(Scope scope, ListingRule rule) {

  /** What a rule is for; the narrowest holds. */
  public sealed interface Scope {
    /** All listings of the channel. */
    record Channel() implements Scope {}

    /** Those of a group. */
    record Group(String name) implements Scope {}

    /** One. */
    record One(long listing) implements Scope {}

    /** As written in the database. */
    default String kind() {
      return switch (this) {
        case Channel channel -> "channel";
        case Group group -> "group";
        case One one -> "listing";
      };
    }

    /** What it is of, as written in the database. */
    default String subject() {
      return switch (this) {
        case Channel channel -> "";
        case Group group -> group.name();
        case One one -> Long.toString(one.listing());
      };
    }

    static Scope of(String kind, String subject) {
      return switch (kind.toLowerCase(Locale.ROOT)) {
        case "channel" -> new Channel();
        case "group" -> new Group(subject);
        case "listing" -> new One(Long.parseLong(subject));
        default -> throw new IllegalArgumentException("there is no scope '%s'".formatted(kind));
      };
    }
  }
}
