package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.order.Merging.Verdict;
import dev.onhand.engine.channels.OrderMessage;
import dev.onhand.engine.orders.LogEntry.UnitsMoved;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShowTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | Firefox 140 on Linux
          Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/143.0.0.0 Safari/537.36 Edg/143.0 | Edge 143 on Windows
          Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0 Mobile Safari/537.36 | Chrome 143 on Android
          Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 Version/19.0 Mobile Safari/604.1 | Safari 19 on an iPhone
          curl/8.5.0 | Unknown browser
          '' | Unknown browser
          """)
  void namesABrowserInFewWords(String agent, String name) {
    assertThat(Show.browser(agent)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "2030-12-19T23:00:00Z, '20 Dec 2030'",
    "2030-12-20T22:59:00Z, '20 Dec 2030'",
    "2030-12-20T09:30:00Z, '20 Dec 2030, 10:30:00'"
  })
  void aTimeThatStandsForADayIsWrittenAsTheDay(Instant time, String written) {
    assertThat(Show.dayOrTime(time, ZoneId.of("Europe/Paris"))).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "NEWER, 'news: 2 reserved, 1 missing'",
    "SAME, 'known before: 2 reserved, 1 missing'",
    "OLDER, 'older than what was known: 2 reserved, 1 missing'",
    "CONTRADICTS, 'as new as what was known, and different: 2 reserved, 1 missing'"
  })
  void whatCameOfAnOrderThatWasReadIsSaidInWords(Verdict verdict, String said) {
    OrderMessage.Came came = new OrderMessage.Came.Read(verdict, new UnitsMoved(2, 0, 0, 0, 1, 0));
    assertThat(Show.outcome(new OrderMessage("A-1", Instant.EPOCH, "{}", came))).isEqualTo(said);
  }
}
