package dev.onhand.engine.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClerksWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | adjustment without a word | stock_count_correction_minus | stock_count_correction",
        "?? | counted | stock_count_correction_minus | stock_count_correction",
        "CHECK | counted | stock_count_correction_minus | stock_count_correction",
        "taig adjust | counted | stock_count_correction_minus | stock_count_correction",
        "Dagamed | damaged | damage | recovery_found",
        "damages/dotcom? | damaged | damage | recovery_found",
        "POSSIBLE DAMAGES OR LOST? | damaged | damage | recovery_found",
        "thrown away-can't sell | damaged | damage | recovery_found",
        "WET/MOULDY | damaged | damage | recovery_found",
        "Unsaleable, destroyed. | damaged | damage | recovery_found",
        "?missing | missing | lost_missing | recovery_found",
        "MIA | missing | lost_missing | recovery_found",
        "can't find | missing | lost_missing | recovery_found",
        "Found in w/hse | found | stock_count_correction_minus | recovery_found",
        "sold as set on dotcom | sold elsewhere | manual_out | manual_in",
        "wrongly sold sets | sold elsewhere | manual_out | manual_in",
        "FBA | sold elsewhere | manual_out | manual_in",
        "Show Samples | given away | promotional | manual_in",
        "mailout  | given away | promotional | manual_in",
        "wrongly coded 20713 | booked wrongly | manual_out | manual_in",
        "reverse previous adjustment | booked wrongly | manual_out | manual_in",
        "Incorrect stock entry. | booked wrongly | manual_out | manual_in",
        "on cargo order | other words | stock_count_correction_minus | stock_count_correction",
      })
  void understandsAClerk(String words, String rule, String fewer, String more) {
    ClerksWords.Rule found = ClerksWords.ruleFor(words);
    assertThat(found.name()).isEqualTo(rule);
    assertThat(found.fewer().code()).isEqualTo(fewer);
    assertThat(found.more().code()).isEqualTo(more);
  }
}
