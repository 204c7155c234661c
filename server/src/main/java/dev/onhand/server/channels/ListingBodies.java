package dev.onhand.server.channels;

import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.ListingChange;
import dev.onhand.engine.channels.Suggestion;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Listings as they are set up and answered. */
final class ListingBodies {

  private ListingBodies() {}

  /**
   * Of what product a listing is.
   *
   * @param sku of the product, or its id; not given: of none, and it is not matched by itself again
   * @param units of the product in one of the listing, 1 to 1000000; 1 unless said
   */
  record MatchToPut(@Nullable String sku, @Nullable Long units) {}

  /**
   * Into which group a listing goes.
   *
   * @param group its name, 1 to 64 characters; not given: out of the one it is in
   */
  record GroupToPut(@Nullable String group) {}

  /**
   * A number, and since when.
   *
   * @param quantity in units of the listing
   * @param at since when
   */
  record NumberBody(long quantity, Instant at) {

    static @Nullable NumberBody of(Listing.@Nullable Number number) {
      return number == null ? null : new NumberBody(number.quantity(), number.at());
    }
  }

  /**
   * An item of a channel.
   *
   * @param channel the channel's code
   * @param externalId what the channel knows it by
   * @param listedSku the seller's SKU there
   * @param gtin as the channel writes it
   * @param title as the channel shows it
   * @param grade of used goods, in the channel's words
   * @param state active, paused, incomplete or ended
   * @param group by which a rule may hold for several
   * @param sku of the product it is of; null: it is not matched
   * @param units of the product in one of the listing
   * @param matchedBy external_id, sku, gtin or hand
   * @param ignored whether a person said that it is of no product
   * @param desired what it should show
   * @param pushed what it was told last
   * @param acknowledged what the channel said to that
   * @param observed what was read last; at is when it was last synced
   * @param shown what it is believed to show now; null: not known
   * @param due whether it is to be told
   * @param refused why the channel refuses it
   * @param refusedDetail what the channel said
   * @param refusedAt since when
   * @param failures pushes that failed in a row
   * @param retryAt it is not told before
   * @param difference that waits for a decision: until then it is told nothing
   * @param refreshing whether it is still to be read, as somebody wanted
   * @param version what the ETag says
   */
  record ListingBody(
      String object,
      String id,
      String channel,
      String externalId,
      @Nullable String listedSku,
      @Nullable String gtin,
      String title,
      @Nullable String grade,
      String state,
      String group,
      @Nullable String sku,
      long units,
      @Nullable String matchedBy,
      boolean ignored,
      @Nullable NumberBody desired,
      @Nullable NumberBody pushed,
      @Nullable NumberBody acknowledged,
      @Nullable NumberBody observed,
      @Nullable Long shown,
      boolean due,
      @Nullable String refused,
      @Nullable String refusedDetail,
      @Nullable Instant refusedAt,
      int failures,
      @Nullable Instant retryAt,
      @Nullable String difference,
      boolean refreshing,
      long version) {

    static ListingBody of(Listing listing) {
      Listing.Match match = listing.match();
      Long difference = listing.trouble().difference();
      return new ListingBody(
          "listing",
          PublicId.of(IdKind.LISTING, listing.id()),
          listing.channel(),
          listing.remote().ref().externalId(),
          listing.remote().ref().sku(),
          listing.remote().gtin(),
          listing.remote().title(),
          listing.remote().grade(),
          listing.remote().state().name().toLowerCase(Locale.ROOT),
          listing.group(),
          match == null ? null : match.sku(),
          match == null ? 1 : match.units(),
          match == null ? null : match.by().code(),
          listing.isIgnored(),
          NumberBody.of(listing.desired()),
          NumberBody.of(listing.pushed()),
          NumberBody.of(listing.acknowledged()),
          NumberBody.of(listing.observed()),
          listing.shown().quantity(),
          listing.isDue(),
          listing.trouble().refused(),
          listing.trouble().refusedDetail(),
          listing.trouble().refusedAt(),
          listing.trouble().failures(),
          listing.trouble().retryAt(),
          difference == null ? null : PublicId.of(IdKind.DIFFERENCE, difference),
          listing.refreshAskedAt() != null,
          listing.version());
    }
  }

  /**
   * A change of what a listing shows.
   *
   * @param quantityBefore null: it was not known
   * @param quantityAfter null: it is not known any more
   * @param quantityChange null where one of them is not known
   * @param changeType order_created, order_cancelled, topup, manual, reconciliation or api_sync
   * @param orderId the channel's name of the order, of a sale
   * @param orderLine the line of it
   * @param reference of a push: its attempt; of a read: its number
   * @param notes for people
   */
  record ListingChangeBody(
      String object,
      String id,
      @Nullable Long quantityBefore,
      @Nullable Long quantityAfter,
      @Nullable Long quantityChange,
      String changeType,
      @Nullable String orderId,
      @Nullable String orderLine,
      @Nullable String reference,
      String actor,
      @Nullable String notes,
      Instant createdAt) {

    static ListingChangeBody of(ListingChange change) {
      Long before = change.before();
      Long after = change.after();
      return new ListingChangeBody(
          "listing_change",
          PublicId.of(IdKind.LISTING_CHANGE, change.entry()),
          before,
          after,
          before == null || after == null ? null : after - before,
          change.type().code(),
          change.order(),
          change.orderLine(),
          change.reference(),
          change.actor(),
          change.notes(),
          change.at());
    }
  }

  /**
   * A product that a listing may be of.
   *
   * @param sku the product's
   * @param name the product's
   * @param why gtin (in common, with other products too), sku (the same but for capitals),
   *     sku_and_more (the listing's is the product's and more), sku_begins (the other way round) or
   *     name
   */
  record SuggestionBody(String object, String sku, String name, String why) {

    static SuggestionBody of(Suggestion suggestion) {
      return new SuggestionBody(
          "suggestion", suggestion.sku(), suggestion.name(), suggestion.why().code());
    }
  }
}
