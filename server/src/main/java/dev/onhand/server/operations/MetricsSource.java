package dev.onhand.server.operations;

/** Metrics that are looked up when somebody asks for them. */
public interface MetricsSource {

  /** Brings them up to date. */
  void refresh();
}
