package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.model.Sku;

/** What the program around the importer adds: rules of its own for names, and its own words. */
public interface ImportRules {

  /** Nothing is added. */
  ImportRules NONE =
      new ImportRules() {
        @Override
        public void requireNewSku(Sku sku) {
          // any will do
        }

        @Override
        public void requireNewLocation(String code) {
          // any will do
        }

        @Override
        public String detail(Outcome.Refused refusal) {
          return refusal.detail();
        }
      };

  /**
   * @throws IllegalArgumentException if no product may be called so, with a sentence that says why
   */
  void requireNewSku(Sku sku);

  /**
   * @throws IllegalArgumentException if no location may be called so, with a sentence that says why
   */
  void requireNewLocation(String code);

  /** A sentence for the person about what the ledger refused. */
  String detail(Outcome.Refused refusal);
}
