package dev.onhand.engine.imports;

import dev.onhand.engine.catalogue.ProductData;
import java.util.List;

/** A kind of file, in the course of one import: what its lines mean, and what they add up to. */
interface FileKind {

  /**
   * @throws UnreadableFileException if the columns are not those of this kind
   */
  Understanding understanding(List<String> header);

  /** Whether keys stand in the file, so that one may stand there twice. */
  boolean namesKeys();

  /** Takes note of a movement, in the pass that checks. */
  void checked(Planned planned);

  /** What is to be recorded before the lines; known once all were checked. */
  List<Planned> openings();

  /** The product that a movement needs, should it have to be made. */
  ProductData newProduct(Planned planned);
}
