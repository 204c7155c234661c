package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.ListingFilter;
import dev.onhand.engine.paging.PageRequest;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which listings are on a page, by id. Each way of looking has a statement of its own, so that each
 * is planned for the index it needs: a product has few listings, few wait for a person, and of a
 * channel or of all no more are looked at than are shown.
 */
final class ListingPages {

  private static final String OF_PRODUCT =
      """
      select l.listing_id from listing l
      where l.seller_id = :seller and l.product_id = :product
      """;

  private static final String UNMATCHED =
      """
      select l.listing_id from listing l
      where l.seller_id = :seller and l.product_id is null and not l.is_ignored
      """;

  private static final String DUE =
      """
      select l.listing_id from listing l
      where l.seller_id = :seller and l.is_due
      """;

  private static final String REFUSED =
      """
      select l.listing_id from listing l
      where l.seller_id = :seller and l.refused is not null
      """;

  private static final String OVER =
      """
      select l.listing_id
      from (select distinct listing_id from listing_over where seller_id = :seller) as over
      join listing l on l.listing_id = over.listing_id
      where l.seller_id = :seller
      """;

  private static final String UNKNOWN =
      """
      select l.listing_id from listing l
      join push_attempt a on a.seller_id = :seller and a.attempt_id = l.attempt_id and a.outcome = 'unconfirmed'
      where l.seller_id = :seller and l.attempt_id is not null and l.attempt_request is null
      """;

  private static final String OF_CHANNEL =
      """
      select l.listing_id from listing l
      where l.seller_id = :seller and l.channel_id = :channel
      """;

  private static final String OF_ALL =
      """
      select l.listing_id from listing l
      where l.seller_id = :seller
      """;

  private static final String AND_THE_REST =
      """
        and l.listing_id > :above and l.listing_id < :below
        and (cast(:channel as bigint) is null or l.channel_id = :channel)
        and (cast(:only as text) is null
          or (:only = 'unmatched' and l.product_id is null and not l.is_ignored)
          or (:only = 'due' and l.is_due)
          or (:only = 'refused' and l.refused is not null)
          or (:only = 'over' and exists (
            select from listing_over o where o.seller_id = :seller and o.listing_id = l.listing_id))
          or (:only = 'unknown' and l.attempt_id is not null and l.attempt_request is null and exists (
            select from push_attempt a
            where a.seller_id = :seller and a.attempt_id = l.attempt_id and a.outcome = 'unconfirmed')))
        and (cast(:group as text) is null or l.group_name = :group)
      """;

  private static final String FORWARDS =
      """
      order by l.listing_id
      limit :rows
      """;

  private static final String BACKWARDS =
      """
      order by l.listing_id desc
      limit :rows
      """;

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final ListingFilter filter;
  private final PageRequest page;

  ListingPages(JdbcClient jdbc, SellerId seller, ListingFilter filter, PageRequest page) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.filter = filter;
    this.page = page;
  }

  /** In the order in which they are read; of a channel that there is not: none. */
  List<Long> ids() {
    if (filter.channel() == null) {
      return ids(null);
    }
    return channel().map(this::ids).orElse(List.of());
  }

  private Optional<Long> channel() {
    return jdbc.sql(
            """
            select channel_id from channel
            where seller_id = :seller and code = :code
            """)
        .param("seller", seller.value())
        .param("code", filter.channel())
        .query(Long.class)
        .optional();
  }

  private List<Long> ids(@Nullable Long channel) {
    return statement()
        .param("seller", seller.value())
        .param("channel", channel, Types.BIGINT)
        .param("product", filter.product() == null ? null : filter.product().value(), Types.BIGINT)
        .param(
            "only",
            filter.only() == null ? null : filter.only().name().toLowerCase(Locale.ROOT),
            Types.VARCHAR)
        .param("group", filter.group(), Types.VARCHAR)
        .param("above", page.after() == null ? 0 : page.after())
        .param("below", page.before() == null ? Long.MAX_VALUE : page.before())
        .param("rows", page.rowsToRead())
        .query((row, number) -> row.getLong("listing_id"))
        .list();
  }

  private JdbcClient.StatementSpec statement() {
    if (filter.product() != null) {
      return page.backwards()
          ? jdbc.sql(OF_PRODUCT + AND_THE_REST + BACKWARDS)
          : jdbc.sql(OF_PRODUCT + AND_THE_REST + FORWARDS);
    }
    if (filter.only() != null) {
      return switch (filter.only()) {
        case UNMATCHED ->
            page.backwards()
                ? jdbc.sql(UNMATCHED + AND_THE_REST + BACKWARDS)
                : jdbc.sql(UNMATCHED + AND_THE_REST + FORWARDS);
        case DUE ->
            page.backwards()
                ? jdbc.sql(DUE + AND_THE_REST + BACKWARDS)
                : jdbc.sql(DUE + AND_THE_REST + FORWARDS);
        case REFUSED ->
            page.backwards()
                ? jdbc.sql(REFUSED + AND_THE_REST + BACKWARDS)
                : jdbc.sql(REFUSED + AND_THE_REST + FORWARDS);
        case OVER ->
            page.backwards()
                ? jdbc.sql(OVER + AND_THE_REST + BACKWARDS)
                : jdbc.sql(OVER + AND_THE_REST + FORWARDS);
        case UNKNOWN ->
            page.backwards()
                ? jdbc.sql(UNKNOWN + AND_THE_REST + BACKWARDS)
                : jdbc.sql(UNKNOWN + AND_THE_REST + FORWARDS);
      };
    }
    if (filter.channel() != null) {
      return page.backwards()
          ? jdbc.sql(OF_CHANNEL + AND_THE_REST + BACKWARDS)
          : jdbc.sql(OF_CHANNEL + AND_THE_REST + FORWARDS);
    }
    return page.backwards()
        ? jdbc.sql(OF_ALL + AND_THE_REST + BACKWARDS)
        : jdbc.sql(OF_ALL + AND_THE_REST + FORWARDS);
  }
}
