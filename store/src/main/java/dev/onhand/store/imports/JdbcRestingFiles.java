package dev.onhand.store.imports;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.imports.ImportRun;
import dev.onhand.engine.imports.RestingFiles;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files that rest until they are applied, in PostgreSQL, in parts. */
public final class JdbcRestingFiles implements RestingFiles {

  private static final int PART_BYTES = 1 << 20;

  /** A night has few of them, and each may be large. */
  private static final int FORGET_MAX = 20;

  private static final String OF_SELLER =
      """
      select file_id, file_name, encode(sha256, 'hex') as sha256, bytes, actor, arrived_at, version, glance, choices, report,
        import_id, is_applied
      from resting_file
      where seller_id = :seller
      """;

  private final SellerTransactions transactions;

  public JdbcRestingFiles(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public long keep(SellerId seller, Arrival arrival, Content content) {
    return transactions.call(
        seller,
        jdbc -> {
          long id = insert(jdbc, seller, arrival);
          insert(jdbc, seller, id, content);
          return id;
        });
  }

  /** Opened here, as a transaction that another was in the way of is begun again. */
  private static void insert(JdbcClient jdbc, SellerId seller, long id, Content content) {
    try (InputStream in = content.open()) {
      int number = 0;
      for (byte[] part = in.readNBytes(PART_BYTES);
          part.length > 0;
          part = in.readNBytes(PART_BYTES)) {
        insert(jdbc, seller, id, number++, part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long insert(JdbcClient jdbc, SellerId seller, Arrival arrival) {
    return jdbc.sql(
            """
            insert into resting_file (seller_id, file_name, sha256, bytes, actor, arrived_at, glance, choices)
            values (:seller, :name, decode(:sha256, 'hex'), :bytes, :actor, :at, cast(:glance as json), cast(:choices as json))
            returning file_id
            """)
        .param("seller", seller.value())
        .param("name", arrival.name())
        .param("sha256", arrival.sha256())
        .param("bytes", arrival.bytes())
        .param("actor", arrival.actor())
        .param("at", SqlTimes.toSql(arrival.at()))
        .param("glance", arrival.glance())
        .param("choices", arrival.choices())
        .query(Long.class)
        .single();
  }

  private static void insert(JdbcClient jdbc, SellerId seller, long id, int number, byte[] part) {
    jdbc.sql(
            """
            insert into resting_file_part (seller_id, file_id, number, content)
            values (:seller, :id, :number, :content)
            """)
        .param("seller", seller.value())
        .param("id", id)
        .param("number", number)
        .param("content", part)
        .update();
  }

  @Override
  public Optional<RestingFile> find(SellerId seller, long id) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(OF_SELLER + "and file_id = :id")
                .param("seller", seller.value())
                .param("id", id)
                .query((row, number) -> file(row))
                .optional());
  }

  @Override
  public List<RestingFile> list(SellerId seller) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(OF_SELLER + "and not is_applied order by arrived_at desc, file_id desc")
                .param("seller", seller.value())
                .query((row, number) -> file(row))
                .list());
  }

  @Override
  public List<RestingFile> listApplied(SellerId seller, int limit) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    OF_SELLER + "and is_applied order by arrived_at desc, file_id desc limit :rows")
                .param("seller", seller.value())
                .param("rows", limit)
                .query((row, number) -> file(row))
                .list());
  }

  private static RestingFile file(ResultSet row) throws SQLException {
    return new RestingFile(
        row.getLong("file_id"),
        row.getString("file_name"),
        row.getString("sha256"),
        row.getLong("bytes"),
        row.getString("actor"),
        SqlTimes.get(row, "arrived_at"),
        row.getInt("version"),
        row.getString("glance"),
        row.getString("choices"),
        row.getString("report"),
        row.getObject("import_id", Long.class),
        row.getBoolean("is_applied"));
  }

  @Override
  public InputStream open(SellerId seller, RestingFile file) {
    return new Parts(seller, file);
  }

  private Optional<byte[]> part(SellerId seller, long id, int number) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select content from resting_file_part
                    where seller_id = :seller and file_id = :id and number = :number
                    """)
                .param("seller", seller.value())
                .param("id", id)
                .param("number", number)
                .query((row, index) -> row.getBytes("content"))
                .optional());
  }

  @Override
  public boolean choose(SellerId seller, long id, int version, Choice choice) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                        """
                        update resting_file
                        set glance = cast(:glance as json), choices = cast(:choices as json), report = cast(:report as json), version = version + 1
                        where seller_id = :seller and file_id = :id and version = :version and not is_applied
                        """)
                    .param("glance", choice.glance())
                    .param("choices", choice.choices())
                    .param("report", choice.report(), Types.VARCHAR)
                    .param("seller", seller.value())
                    .param("id", id)
                    .param("version", version)
                    .update()
                == 1);
  }

  @Override
  public Optional<Long> begin(
      SellerId seller, long id, int version, ImportRun.Beginning beginning) {
    return transactions.call(
        seller,
        jdbc -> {
          boolean isOurs =
              jdbc.sql(
                          """
                          update resting_file set version = version + 1, report = null
                          where seller_id = :seller and file_id = :id and version = :version and not is_applied
                          """)
                      .param("seller", seller.value())
                      .param("id", id)
                      .param("version", version)
                      .update()
                  == 1;
          if (!isOurs) {
            return Optional.<Long>empty();
          }
          long run = JdbcImportRuns.begin(jdbc, seller, beginning);
          jdbc.sql(
                  "update resting_file set import_id = :run where seller_id = :seller and file_id = :id")
              .param("run", run)
              .param("seller", seller.value())
              .param("id", id)
              .update();
          return Optional.of(run);
        });
  }

  @Override
  public void applied(SellerId seller, long id, String glance) {
    transactions.run(
        seller,
        jdbc -> {
          jdbc.sql(
                  """
                  update resting_file set is_applied = true, report = null, glance = cast(:glance as json)
                  where seller_id = :seller and file_id = :id
                  """)
              .param("glance", glance)
              .param("seller", seller.value())
              .param("id", id)
              .update();
          jdbc.sql("delete from resting_file_part where seller_id = :seller and file_id = :id")
              .param("seller", seller.value())
              .param("id", id)
              .update();
        });
  }

  @Override
  public boolean discard(SellerId seller, long id) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql("delete from resting_file where seller_id = :seller and file_id = :id")
                    .param("seller", seller.value())
                    .param("id", id)
                    .update()
                == 1);
  }

  @Override
  public long forgetBefore(SellerId seller, Instant before) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    delete from resting_file
                    where (seller_id, file_id) in (
                      select seller_id, file_id from resting_file
                      where seller_id = :seller and arrived_at < :before
                        and (not is_applied or arrived_at < cast(:before as timestamptz) - interval '1 year')
                      order by arrived_at
                      limit :rows)
                    """)
                .param("seller", seller.value())
                .param("before", SqlTimes.toSql(before))
                .param("rows", FORGET_MAX)
                .update());
  }

  /** Reads one part after the other, each when it is needed. */
  private final class Parts extends InputStream {
    private final SellerId seller;
    private final RestingFile file;
    private ByteArrayInputStream part = new ByteArrayInputStream(new byte[0]);
    private int number;
    private long left;

    Parts(SellerId seller, RestingFile file) {
      this.seller = seller;
      this.file = file;
      this.left = file.bytes();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      if (part.available() == 0) {
        part =
            new ByteArrayInputStream(
                part(seller, file.id(), number++)
                    .orElseThrow(() -> new IOException("the file is gone")));
      }
      int count = part.read(buffer, offset, length);
      left -= Math.max(count, 0);
      return count;
    }
  }
}
