package dev.onhand.server.channels;

import dev.onhand.core.listing.Shadow;
import dev.onhand.core.listing.Shadow.Kind;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.ShadowReport;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a channel would have been told, as it is answered. */
final class ShadowBodies {

  private ShadowBodies() {}

  /**
   * What a channel in shadow would have been told, and what that had meant for its sales.
   *
   * @param channel the channel's code
   * @param shadow whether another tool tells its listings what they show, and Onhand only reads
   * @param since when that began last; null: it never did, and there is nothing to compare
   * @param until when it ended; null: it goes on
   * @param lagSeconds how long listings are taken to need for a number
   * @param listings that were looked at
   * @param pushes numbers that they would have been told
   * @param sold lines whose units were there, and that would have been sold as well
   * @param avoided lines whose units were missing, and that nobody could have bought
   * @param oversold lines whose units were missing, and that would have been sold all the same
   * @param turnedAway lines whose units were there, and that nobody could have bought: sales lost
   * @param newestSales the newest lines but those that are sold, at most 100
   * @param newestPushes the newest numbers, at most 100
   */
  record ShadowBody(
      String object,
      String channel,
      boolean shadow,
      @Nullable Instant since,
      @Nullable Instant until,
      long lagSeconds,
      long listings,
      long pushes,
      SalesBody sold,
      SalesBody avoided,
      SalesBody oversold,
      SalesBody turnedAway,
      List<ShadowSaleBody> newestSales,
      List<ShadowPushBody> newestPushes) {

    ShadowBody {
      newestSales = List.copyOf(newestSales);
      newestPushes = List.copyOf(newestPushes);
    }

    static ShadowBody of(Account account, Duration lag, ShadowReport report) {
      return new ShadowBody(
          "channel_shadow",
          account.code(),
          account.shadow().isOn(),
          account.shadow().since(),
          account.shadow().until(),
          lag.toSeconds(),
          report.listings(),
          report.pushes(),
          SalesBody.of(report.sales(Kind.SOLD)),
          SalesBody.of(report.sales(Kind.AVOIDED)),
          SalesBody.of(report.sales(Kind.OVERSOLD)),
          SalesBody.of(report.sales(Kind.TURNED_AWAY)),
          report.newestSales().stream().map(ShadowSaleBody::of).toList(),
          report.newestPushes().stream().map(ShadowPushBody::of).toList());
    }
  }

  /**
   * Lines of orders.
   *
   * @param lines how many
   * @param units of listings, that they sold
   * @param missing of these, units that were not there
   */
  record SalesBody(long lines, long units, long missing) {
    static SalesBody of(ShadowReport.Count count) {
      return new SalesBody(count.lines(), count.units(), count.missing());
    }
  }

  /**
   * A line of an order that was oversold, or would not have been sold.
   *
   * @param listing its id
   * @param title of the listing
   * @param sku of its product
   * @param order the channel's name of it
   * @param line of the order
   * @param soldAt when it was bought
   * @param units of the listing
   * @param missing of these, units that were not there
   * @param wouldShow what the listing would have shown; null: not known
   * @param kind avoided, oversold or turned_away
   */
  record ShadowSaleBody(
      String listing,
      String title,
      @Nullable String sku,
      String order,
      String line,
      Instant soldAt,
      long units,
      long missing,
      @Nullable Long wouldShow,
      String kind) {

    static ShadowSaleBody of(ShadowReport.Of<Shadow.Verdict> one) {
      Shadow.Sale sale = one.what().sale();
      return new ShadowSaleBody(
          PublicId.of(IdKind.LISTING, one.listing()),
          one.title(),
          one.sku(),
          sale.order(),
          sale.line(),
          sale.at(),
          sale.units(),
          sale.missing(),
          one.what().shown(),
          one.what().kind().name().toLowerCase(Locale.ROOT));
    }
  }

  /**
   * A number that a listing would have been told.
   *
   * @param listing its id
   * @param title of the listing
   * @param sku of its product
   * @param at when
   * @param from what it would have shown before, in what could be bought; null: not known
   * @param to the number, in what could be bought
   */
  record ShadowPushBody(
      String listing,
      String title,
      @Nullable String sku,
      Instant at,
      @Nullable Long from,
      long to) {

    static ShadowPushBody of(ShadowReport.Of<Shadow.Push> one) {
      return new ShadowPushBody(
          PublicId.of(IdKind.LISTING, one.listing()),
          one.title(),
          one.sku(),
          one.what().at(),
          one.what().from(),
          one.what().to());
    }
  }
}
