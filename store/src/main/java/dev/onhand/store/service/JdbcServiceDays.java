package dev.onhand.store.service;

import dev.onhand.engine.service.PageTimes;
import dev.onhand.engine.service.ServiceDays;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The days on which the server served, in PostgreSQL. */
public final class JdbcServiceDays implements ServiceDays {

  private final JdbcClient platform;

  /**
   * @param platform connections of the role {@code onhand_platform}
   */
  public JdbcServiceDays(DataSource platform) {
    this.platform = JdbcClient.create(platform);
  }

  @Override
  public void note(Instant now, long[] pages) {
    OffsetDateTime time = now.atOffset(ZoneOffset.UTC);
    platform
        .sql(
            """
            with forgotten as (delete from service_day where day < :oldest)
            insert into service_day as d (day, up, pages)
            values (:day, set_bit(cast(repeat('0', 1440) as bit(1440)), :minute, 1), :pages)
            on conflict (day) do update set
              up = d.up | excluded.up,
              pages = (
                select array_agg(was + more order by n)
                from unnest(d.pages, excluded.pages) with ordinality as both_of (was, more, n))
            """)
        .param("oldest", time.toLocalDate().minusDays(DAYS_KEPT))
        .param("day", time.toLocalDate())
        .param("minute", time.get(ChronoField.MINUTE_OF_DAY))
        .param("pages", pages)
        .update();
  }

  /**
   * One day's row.
   *
   * @param first the first minute of it that was noted
   * @param now whether the minute that is not over was noted
   */
  private record Day(LocalDate day, int up, int first, boolean now, List<Long> pages) {

    static Day of(ResultSet row) throws SQLException {
      return new Day(
          row.getObject("day", LocalDate.class),
          row.getInt("minutes"),
          row.getInt("first"),
          row.getBoolean("now"),
          List.of((Long[]) row.getArray("pages").getArray()));
    }
  }

  /** The first day of all says since when there is a server that could have served. */
  @Override
  public Served served(int days, Instant now) {
    OffsetDateTime time = now.atOffset(ZoneOffset.UTC);
    LocalDate from = time.toLocalDate().minusDays(days - 1L);
    List<Day> all =
        platform
            .sql(
                """
                select day, bit_count(up) as minutes, position(b'1' in up) - 1 as first, pages,
                  day = :today and get_bit(up, :minute) = 1 as now
                from service_day
                where day between :from and :today or day = (select min(day) from service_day)
                order by day
                """)
            .param("from", from)
            .param("today", time.toLocalDate())
            .param("minute", time.get(ChronoField.MINUTE_OF_DAY))
            .query((row, number) -> Day.of(row))
            .list();
    if (all.isEmpty()) {
      return new Served(0, 0, List.of());
    }
    OffsetDateTime begin = from.atTime(LocalTime.MIN).atOffset(ZoneOffset.UTC);
    Day oldest = all.getFirst();
    OffsetDateTime first =
        oldest.day().atTime(LocalTime.MIN).atOffset(ZoneOffset.UTC).plusMinutes(oldest.first());
    long minutes = Duration.between(first.isAfter(begin) ? first : begin, time).toMinutes();
    List<Day> counted = all.stream().filter(day -> !day.day().isBefore(from)).toList();
    long up = counted.stream().mapToLong(day -> day.up() - (day.now() ? 1 : 0)).sum();
    return new Served(Math.max(0, minutes), up, sum(counted));
  }

  /** Of all days, bound by bound. */
  private static List<Long> sum(List<Day> days) {
    Long[] sum = new Long[PageTimes.BOUNDS.size()];
    Arrays.setAll(sum, at -> days.stream().mapToLong(day -> day.pages().get(at)).sum());
    return List.of(sum);
  }
}
