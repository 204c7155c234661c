package dev.onhand.engine.imports;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The orders of a file one after the other; for one pass over it. */
interface OrderSource extends AutoCloseable {

  /**
   * @return null at the end of the file
   * @throws UnreadableFileException where the file cannot be read any more
   */
  @Nullable FiledOrder next() throws IOException;

  @Override
  void close() throws IOException;
}
