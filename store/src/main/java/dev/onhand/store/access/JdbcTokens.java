package dev.onhand.store.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.ApiToken;
import dev.onhand.engine.access.NewToken;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.TokenHash;
import dev.onhand.engine.access.TokenSecret;
import dev.onhand.engine.access.Tokens;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlArrays;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens in PostgreSQL. */
public final class JdbcTokens implements Tokens {

  private final SellerTransactions transactions;
  private final JdbcClient platform;

  /**
   * @param platform connections of the role {@code onhand_platform}
   */
  public JdbcTokens(SellerTransactions transactions, DataSource platform) {
    this.transactions = transactions;
    this.platform = JdbcClient.create(platform);
  }

  private record Pointer(SellerId seller, long token) {}

  @Override
  public Optional<ApiToken> find(TokenHash hash) {
    return platform
        .sql("select seller_id, token_id from token_index where hash = :hash")
        .param("hash", hash.toBytes())
        .query(
            (row, number) ->
                new Pointer(new SellerId(row.getLong("seller_id")), row.getLong("token_id")))
        .optional()
        .flatMap(
            pointer ->
                transactions.call(
                    pointer.seller(), jdbc -> find(jdbc, pointer.seller(), pointer.token())));
  }

  @Override
  public Optional<ApiToken> find(SellerId seller, long id) {
    return transactions.call(seller, jdbc -> find(jdbc, seller, id));
  }

  private static Optional<ApiToken> find(JdbcClient jdbc, SellerId seller, long id) {
    return jdbc.sql(
            """
            select seller_id, token_id, name, prefix, scopes, created_at, created_by, expires_at, last_used_at, revoked_at
            from api_token
            where seller_id = :seller and token_id = :id
            """)
        .param("seller", seller.value())
        .param("id", id)
        .query((row, number) -> token(row))
        .optional();
  }

  private static ApiToken token(ResultSet row) throws SQLException {
    return new ApiToken(
        new SellerId(row.getLong("seller_id")),
        row.getLong("token_id"),
        row.getString("name"),
        row.getString("prefix"),
        scopes((String[]) row.getArray("scopes").getArray()),
        SqlTimes.get(row, "created_at"),
        row.getString("created_by"),
        SqlTimes.getOrNull(row, "expires_at"),
        SqlTimes.getOrNull(row, "last_used_at"),
        SqlTimes.getOrNull(row, "revoked_at"));
  }

  /** A scope that this version does not know (a newer one gave it) opens nothing here. */
  private static Set<Scope> scopes(String[] codes) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    Arrays.stream(codes).map(Scope::find).flatMap(Optional::stream).forEach(scopes::add);
    return scopes;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The index is of another role and so of another transaction, which is committed first: if the
   * token's own row then fails, the index points to nothing, and a secret that nobody was told
   * opens nothing.
   */
  @Override
  public ApiToken create(SellerId seller, NewToken token, TokenSecret secret) {
    return transactions.call(
        seller,
        jdbc -> {
          long id = insert(jdbc, seller, token, secret.shownPrefix());
          platform
              .sql(
                  """
                  insert into token_index (hash, seller_id, token_id)
                  values (:hash, :seller, :token)
                  """)
              .param("hash", secret.hash().toBytes())
              .param("seller", seller.value())
              .param("token", id)
              .update();
          return find(jdbc, seller, id).orElseThrow();
        });
  }

  private static long insert(JdbcClient jdbc, SellerId seller, NewToken token, String prefix) {
    return jdbc.sql(
            """
            insert into api_token (seller_id, name, prefix, scopes, created_at, created_by, expires_at)
            values (:seller, :name, :prefix, :scopes, :createdAt, :createdBy, :expiresAt)
            returning token_id
            """)
        .param("seller", seller.value())
        .param("name", token.name())
        .param("prefix", prefix)
        .param("scopes", Scope.codes(token.scopes()).toArray(String[]::new))
        .param("createdAt", SqlTimes.toSql(token.createdAt()))
        .param("createdBy", token.createdBy())
        .param("expiresAt", SqlTimes.toSqlOrNull(token.expiresAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .query(Long.class)
        .single();
  }

  @Override
  public Slice<ApiToken> list(SellerId seller, PageRequest page) {
    return transactions.call(
        seller,
        jdbc ->
            Slice.of(
                page, page.backwards() ? before(jdbc, seller, page) : after(jdbc, seller, page)));
  }

  /** Behind a row in a list that is newest first are the older ones. */
  private static List<ApiToken> after(JdbcClient jdbc, SellerId seller, PageRequest page) {
    return jdbc.sql(
            """
            select seller_id, token_id, name, prefix, scopes, created_at, created_by, expires_at, last_used_at, revoked_at
            from api_token
            where seller_id = :seller and token_id < :cursor
            order by token_id desc
            limit :rows
            """)
        .param("seller", seller.value())
        .param("cursor", page.after() == null ? Long.MAX_VALUE : page.after())
        .param("rows", page.rowsToRead())
        .query((row, number) -> token(row))
        .list();
  }

  private static List<ApiToken> before(JdbcClient jdbc, SellerId seller, PageRequest page) {
    return jdbc.sql(
            """
            select seller_id, token_id, name, prefix, scopes, created_at, created_by, expires_at, last_used_at, revoked_at
            from api_token
            where seller_id = :seller and token_id > :cursor
            order by token_id
            limit :rows
            """)
        .param("seller", seller.value())
        .param("cursor", page.before())
        .param("rows", page.rowsToRead())
        .query((row, number) -> token(row))
        .list();
  }

  @Override
  public Optional<ApiToken> revoke(SellerId seller, long id, Instant now) {
    return transactions.call(
        seller,
        jdbc -> {
          jdbc.sql(
                  """
                  update api_token set revoked_at = :now
                  where seller_id = :seller and token_id = :id and revoked_at is null
                  """)
              .param("now", SqlTimes.toSql(now))
              .param("seller", seller.value())
              .param("id", id)
              .update();
          return find(jdbc, seller, id);
        });
  }

  @Override
  public void touch(SellerId seller, Map<Long, Instant> lastUsed) {
    List<Map.Entry<Long, Instant>> rows =
        lastUsed.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update api_token t
                    set last_used_at = greatest(t.last_used_at, u.last_used_at)
                    from unnest(:ids, cast(:times as timestamptz[])) as u (token_id, last_used_at)
                    where t.seller_id = :seller and t.token_id = u.token_id
                    """)
                .param("ids", rows.stream().map(Map.Entry::getKey).toArray(Long[]::new))
                .param("times", SqlArrays.times(rows, Map.Entry::getValue))
                .param("seller", seller.value())
                .update());
  }
}
