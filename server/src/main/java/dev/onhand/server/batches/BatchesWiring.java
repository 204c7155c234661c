package dev.onhand.server.batches;

import dev.onhand.engine.batch.Barcodes;
import dev.onhand.engine.batch.BatchBooks;
import dev.onhand.engine.batch.BatchChecking;
import dev.onhand.engine.batch.BatchPosting;
import dev.onhand.engine.batch.BatchReview;
import dev.onhand.engine.batch.BatchRows;
import dev.onhand.engine.batch.Batches;
import dev.onhand.engine.batch.VerificationRecords;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.store.batch.BatchLinePostedWriter;
import dev.onhand.store.batch.JdbcAcknowledgements;
import dev.onhand.store.batch.JdbcBarcodes;
import dev.onhand.store.batch.JdbcBatchBooks;
import dev.onhand.store.batch.JdbcBatchRows;
import dev.onhand.store.batch.JdbcVerificationRecords;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.ledger.Committer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts batches together. */
@Configuration(proxyBeanMethods = false)
class BatchesWiring {

  @Bean
  BatchRows batchRows(SellerTransactions transactions) {
    return new JdbcBatchRows(transactions);
  }

  @Bean
  BatchBooks batchBooks(SellerTransactions transactions) {
    return new JdbcBatchBooks(transactions);
  }

  @Bean
  Batches batches(BatchRows rows) {
    return new Batches(rows);
  }

  @Bean
  BatchPosting batchPosting(Committer ledger, LedgerCalls calls, BatchRows rows, BatchBooks books) {
    return new BatchPosting(ledger, calls, rows, books);
  }

  @Bean
  BatchReview batchReview(BatchBooks books) {
    return new BatchReview(books);
  }

  @Bean
  BatchChecking batchChecking(SellerTransactions transactions, BatchRows rows, Listings listings) {
    return new BatchChecking(rows, listings, new JdbcAcknowledgements(transactions));
  }

  @Bean
  VerificationRecords verificationRecords(SellerTransactions transactions) {
    return new JdbcVerificationRecords(transactions);
  }

  @Bean
  Barcodes barcodes(SellerTransactions transactions) {
    return new JdbcBarcodes(transactions);
  }

  @Bean
  BatchLinePostedWriter batchLinePostedWriter() {
    return new BatchLinePostedWriter();
  }
}
