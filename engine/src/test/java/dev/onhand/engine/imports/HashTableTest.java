package dev.onhand.engine.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HashTableTest {

  @Test
  void keepsTheFirstNumberOfEachText() {
    HashTable table = new HashTable();
    for (int i = 1; i <= 200_000; i++) {
      assertThat(table.putIfAbsent(HashTable.hash("order-" + i), i)).isZero();
    }
    for (int i = 1; i <= 200_000; i++) {
      assertThat(table.putIfAbsent(HashTable.hash("order-" + i), -1)).isEqualTo(i);
    }
  }

  @Test
  void addsUp() {
    HashTable table = new HashTable();
    assertThat(table.add(HashTable.hash("a"), 1)).isEqualTo(1);
    assertThat(table.add(HashTable.hash("b"), 1)).isEqualTo(1);
    assertThat(table.add(HashTable.hash("a"), 1)).isEqualTo(2);
  }

  @Test
  void hasNoZeroAmongItsHashes() {
    assertThat(HashTable.hash("")).isNotZero();
  }
}
