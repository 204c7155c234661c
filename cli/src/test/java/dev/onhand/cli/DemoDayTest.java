package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDayTest {

  @TempDir private Path directory;

  @Test
  void partsTheLastDayFromTheMonthAndKeepsWhenEachBasketWasTaken() throws IOException {
    Path month =
        Files.writeString(
            directory.resolve("month.csv"),
            """
            InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
            1,A,MUG,2,2011-02-27 09:00:00,1.0,1,France
            3,B,CUP,5,2011-02-28 16:30:00,1.0,1,France
            2,A,MUG,4,2011-02-28 08:30:00,1.0,1,France
            2,B,CUP,1,2011-02-28 08:30:00,1.0,1,France
            C4,A,MUG,-1,2011-02-28 09:00:00,1.0,1,France
            """);

    DemoDay day = DemoDay.of(month, directory);

    assertThat(day.day()).isEqualTo("2011-02-28");
    assertThat(day.baskets())
        .containsExactly(
            new DemoDay.Basket(
                LocalTime.of(8, 30), List.of(new DemoDay.Taken("A", 4), new DemoDay.Taken("B", 1))),
            new DemoDay.Basket(LocalTime.of(16, 30), List.of(new DemoDay.Taken("B", 5))));
    assertThat(day.until(day.baskets().getFirst())).isZero();
    assertThat(day.length()).isEqualTo(Duration.ofHours(8));
  }
}
