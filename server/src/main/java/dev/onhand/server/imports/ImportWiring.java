package dev.onhand.server.imports;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.imports.ImportRules;
import dev.onhand.engine.imports.ImportRuns;
import dev.onhand.engine.imports.ImportedParts;
import dev.onhand.engine.imports.Importer;
import dev.onhand.engine.imports.OnlineRetail;
import dev.onhand.engine.imports.OrderText;
import dev.onhand.engine.imports.RestingFiles;
import dev.onhand.engine.imports.Undo;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.engine.orders.FailedOrders;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.Returns;
import dev.onhand.model.Sku;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.LedgerProblems;
import dev.onhand.server.web.Refs;
import dev.onhand.store.database.DataDirectory;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.imports.ImportedPartWriter;
import dev.onhand.store.imports.JdbcImportCatalogue;
import dev.onhand.store.imports.JdbcImportRuns;
import dev.onhand.store.imports.JdbcImportedOrders;
import dev.onhand.store.imports.JdbcImportedParts;
import dev.onhand.store.imports.JdbcRestingFiles;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts imports together; a further retailer's mapping is added here. */
@Configuration(proxyBeanMethods = false)
class ImportWiring {

  @Bean
  Importer importer(
      Ledger ledger,
      Orders orders,
      FailedOrders failed,
      Returns returns,
      OrderText text,
      SellerTransactions transactions,
      InstantSource clock) {
    return new Importer(
        new Importer.Ports(
            ledger,
            orders,
            failed,
            returns,
            new JdbcImportCatalogue(transactions, clock),
            new JdbcImportedOrders(transactions),
            text),
        clock,
        List.of(new OnlineRetail()),
        Importer.Settings.DEFAULT.with(new ApiRules()));
  }

  @Bean
  ImportRuns importRuns(SellerTransactions transactions) {
    return new JdbcImportRuns(transactions);
  }

  @Bean
  RestingFiles restingFiles(SellerTransactions transactions) {
    return new JdbcRestingFiles(transactions);
  }

  @Bean
  ImportedParts importedParts(SellerTransactions transactions) {
    return new JdbcImportedParts(transactions);
  }

  @Bean
  ImportedPartWriter importedPartWriter() {
    return new ImportedPartWriter();
  }

  @Bean
  Undo importUndoing(ImportedParts parts, Ledger ledger) {
    return new Undo(parts, ledger, Importer.Settings.DEFAULT.with(new ApiRules()));
  }

  @Bean
  Uploads uploads(DataDirectory data) {
    return new Uploads(data.makeDirectory("imports"), Uploads.BYTES_MAX, Uploads.DISK_LEFT_MIN);
  }

  /** A name is never taken for an id, and ids read as in every answer. */
  private static final class ApiRules implements ImportRules {
    @Override
    public void requireNewSku(Sku sku) {
      Refs.requireNoId(IdKind.PRODUCT, "sku", sku.value());
    }

    @Override
    public void requireNewLocation(String code) {
      Refs.requireNoId(IdKind.LOCATION, "location", code);
    }

    @Override
    public String detail(Outcome.Refused refusal) {
      return LedgerProblems.detail(refusal);
    }
  }
}
