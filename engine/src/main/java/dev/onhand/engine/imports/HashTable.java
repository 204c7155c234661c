package dev.onhand.engine.imports;

/**
 * Numbers by the hash of a text, for as many texts as a file has lines: sixteen bytes an entry,
 * where a map of strings would take ten times that. Two texts are taken for one with a chance of
 * one in ten million for a file of two million.
 */
final class HashTable {

  private static final int SHARDS = 64;
  private static final int CAPACITY_MIN = 64;

  /** Each shard grows by itself, so that there is never a second copy of all. */
  private final Shard[] shards = new Shard[SHARDS];

  HashTable() {
    for (int i = 0; i < SHARDS; i++) {
      shards[i] = new Shard();
    }
  }

  /** A hash of 64 well mixed bits, never 0. */
  static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    hash ^= hash >>> 31;
    return hash == 0 ? 1 : hash;
  }

  /**
   * @return the number there, or 0 if there was none and the new one is there now
   */
  long putIfAbsent(long hash, long number) {
    Shard shard = shard(hash);
    int slot = shard.slot(hash);
    if (shard.hashes[slot] != 0) {
      return shard.numbers[slot];
    }
    shard.put(slot, hash, number);
    return 0;
  }

  /**
   * @return the number that was there (0 at first) and the new one, added up; it is there now
   */
  long add(long hash, long number) {
    Shard shard = shard(hash);
    int slot = shard.slot(hash);
    if (shard.hashes[slot] == 0) {
      shard.put(slot, hash, number);
      return number;
    }
    shard.numbers[slot] += number;
    return shard.numbers[slot];
  }

  /**
   * @return the number there, or 0 if there is none
   */
  long get(long hash) {
    Shard shard = shard(hash);
    return shard.numbers[shard.slot(hash)];
  }

  private Shard shard(long hash) {
    return shards[(int) (hash >>> 58)];
  }

  /** Open addressing, at most three quarters full. */
  private static final class Shard {
    private long[] hashes = new long[CAPACITY_MIN];
    private long[] numbers = new long[CAPACITY_MIN];
    private int size;

    /** Where a hash is, or would be. */
    int slot(long hash) {
      int mask = hashes.length - 1;
      int slot = (int) hash & mask;
      while (hashes[slot] != 0 && hashes[slot] != hash) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }

    void put(int slot, long hash, long number) {
      hashes[slot] = hash;
      numbers[slot] = number;
      if (++size > hashes.length / 4 * 3) {
        grow();
      }
    }

    private void grow() {
      long[] oldHashes = hashes;
      long[] oldNumbers = numbers;
      hashes = new long[oldHashes.length * 2];
      numbers = new long[oldHashes.length * 2];
      for (int i = 0; i < oldHashes.length; i++) {
        if (oldHashes[i] != 0) {
          int slot = slot(oldHashes[i]);
          hashes[slot] = oldHashes[i];
          numbers[slot] = oldNumbers[i];
        }
      }
    }
  }
}
