package dev.onhand.store.access;

import dev.onhand.core.batch.FourEyes;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Sourcing;
import dev.onhand.engine.access.NewSeller;
import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Sellers in PostgreSQL, as the platform's role. */
public final class JdbcSellers implements Sellers {

  /** Names the lock that a first start holds; any number will do that nothing else takes. */
  private static final long FIRST_START_LOCK = 0x6f6e68616e64L;

  private final JdbcClient platform;
  private final TransactionTemplate transactions;
  private final TransactionTemplate ownTransactions;

  /**
   * @param platform connections of the role {@code onhand_platform}, two at least
   */
  public JdbcSellers(DataSource platform) {
    this.platform = JdbcClient.create(platform);
    DataSourceTransactionManager manager = new DataSourceTransactionManager(platform);
    this.transactions = new TransactionTemplate(manager);
    this.ownTransactions = new TransactionTemplate(manager);
    this.ownTransactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @Override
  public Optional<Seller> find(SellerId id) {
    return platform
        .sql(
            """
            select seller_id, code, name, time_zone, sourcing, four_eyes_above, created_at, version from seller
            where seller_id = :seller
            """)
        .param("seller", id.value())
        .query((row, number) -> seller(row))
        .optional();
  }

  @Override
  public List<Seller> all() {
    return platform
        .sql(
            """
            select seller_id, code, name, time_zone, sourcing, four_eyes_above, created_at, version from seller
            order by seller_id
            """)
        .query((row, number) -> seller(row))
        .list();
  }

  @Override
  public Optional<Seller> findByCode(String code) {
    return platform
        .sql(
            """
            select seller_id, code, name, time_zone, sourcing, four_eyes_above, created_at, version from seller
            where code = :code
            """)
        .param("code", code)
        .query((row, number) -> seller(row))
        .optional();
  }

  private static Seller seller(ResultSet row) throws SQLException {
    return new Seller(
        new SellerId(row.getLong("seller_id")),
        row.getString("code"),
        row.getString("name"),
        ZoneId.of(row.getString("time_zone")),
        Sourcing.find(row.getString("sourcing")).orElseThrow(),
        new FourEyes(row.getObject("four_eyes_above", Long.class)),
        SqlTimes.get(row, "created_at"),
        row.getLong("version"));
  }

  @Override
  public Optional<Seller> create(NewSeller seller) {
    return Objects.requireNonNull(
        ownTransactions.execute(
            status -> {
              Optional<SellerId> id = insert(seller);
              id.ifPresent(this::insertHead);
              return id.flatMap(this::find);
            }));
  }

  private Optional<SellerId> insert(NewSeller seller) {
    return platform
        .sql(
            """
            insert into seller (code, name, time_zone, created_at)
            values (:code, :name, :timeZone, :createdAt)
            on conflict on constraint seller_code_unique do nothing
            returning seller_id
            """)
        .param("code", seller.code())
        .param("name", seller.name())
        .param("timeZone", seller.timeZone().getId())
        .param("createdAt", SqlTimes.toSql(seller.createdAt()))
        .query((row, number) -> new SellerId(row.getLong("seller_id")))
        .optional();
  }

  private void insertHead(SellerId id) {
    platform
        .sql("insert into seller_head (seller_id) values (:seller)")
        .param("seller", id.value())
        .update();
  }

  @Override
  public Saving<Seller> change(
      SellerId id,
      @Nullable String name,
      @Nullable ZoneId timeZone,
      @Nullable Sourcing sourcing,
      @Nullable FourEyes fourEyes,
      @Nullable Long expectedVersion) {
    int changed =
        platform
            .sql(
                """
            update seller
            set name = coalesce(:name, name), time_zone = coalesce(:timeZone, time_zone),
              sourcing = coalesce(:sourcing, sourcing),
              four_eyes_above = case when :changesEyes then :above else four_eyes_above end, version = version + 1
            where seller_id = :seller and (cast(:version as bigint) is null or version = :version)
              and (name, time_zone, sourcing, four_eyes_above)
                is distinct from (coalesce(:name, name), coalesce(:timeZone, time_zone), coalesce(:sourcing, sourcing),
                  case when :changesEyes then :above else four_eyes_above end)
            """)
            .param("name", name, Types.VARCHAR)
            .param("timeZone", timeZone == null ? null : timeZone.getId(), Types.VARCHAR)
            .param("sourcing", sourcing == null ? null : sourcing.code(), Types.VARCHAR)
            .param("changesEyes", fourEyes != null)
            .param("above", fourEyes == null ? null : fourEyes.above(), Types.BIGINT)
            .param("seller", id.value())
            .param("version", expectedVersion, Types.BIGINT)
            .update();
    return find(id)
        .<Saving<Seller>>map(
            now ->
                changed == 0 && expectedVersion != null && now.version() != expectedVersion
                    ? new Saving.Stale<>(now.version())
                    : new Saving.Saved<>(now))
        .orElseGet(Saving.Missing::new);
  }

  @Override
  public boolean replaceSourcing(SellerId id, Sourcing seen, Sourcing wanted) {
    return platform
            .sql(
                """
                update seller set sourcing = :wanted, version = version + 1
                where seller_id = :seller and sourcing = :seen
                """)
            .param("wanted", wanted.code())
            .param("seller", id.value())
            .param("seen", seen.code())
            .update()
        == 1;
  }

  @Override
  public boolean hasToken(SellerId id) {
    return platform
        .sql("select exists (select 1 from token_index where seller_id = :seller)")
        .param("seller", id.value())
        .query(Boolean.class)
        .single();
  }

  @Override
  public <T> T whileAlone(Supplier<T> work) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              platform
                  .sql("select pg_advisory_xact_lock(:lock)")
                  .param("lock", FIRST_START_LOCK)
                  .query((row, number) -> true)
                  .single();
              return work.get();
            }));
  }
}
