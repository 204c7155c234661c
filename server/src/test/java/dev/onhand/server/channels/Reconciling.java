package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.listing.DriftPolicy;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.Difference;
import dev.onhand.engine.channels.Reconciliation;
import dev.onhand.engine.paging.PageRequest;
import java.time.Duration;
import java.util.List;

/** Compares a rig's channel with the stock, as a person would ask for it. */
record Reconciling(ChannelRig rig, String code) {

  /** Asks for a run, which is still to be worked. */
  Reconciliation want() {
    return rig.reconciliations.want(
        rig.shop.seller(),
        rig.account(code).channel(),
        Reconciliation.Purpose.DEMAND,
        "tester",
        rig.shop.clock().instant());
  }

  /** What a run a minute later came to. */
  Reconciliation run() throws InterruptedException {
    rig.shop.pass(Duration.ofMinutes(1));
    Reconciliation run = want();
    rig.run();
    return found(run);
  }

  /** A run as it is now. */
  Reconciliation found(Reconciliation run) {
    return rig.reconciliations.find(rig.shop.seller(), run.id()).orElseThrow();
  }

  List<Difference> differences(Reconciliation run) {
    return rig.reconciliations
        .differences(
            rig.shop.seller(), new Difference.Filter(null, run.id(), false), PageRequest.first(50))
        .rows();
  }

  /** The one difference that a run has. */
  Difference only(Reconciliation run) {
    List<Difference> all = differences(run);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  void setPolicy(DriftPolicy policy) {
    rig.reconciliations.setPolicy(rig.shop.seller(), rig.account(code).channel(), policy, edit());
  }

  Edit edit() {
    return new Edit("tester", rig.shop.clock().instant(), null);
  }
}
