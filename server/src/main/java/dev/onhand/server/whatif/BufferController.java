package dev.onhand.server.whatif;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.buffers.BufferTuner;
import dev.onhand.engine.buffers.BufferTuner.Proposals;
import dev.onhand.engine.buffers.Tuning;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.whatif.BufferBodies.ProposalsBody;
import dev.onhand.server.whatif.BufferBodies.ProposalsToAsk;
import dev.onhand.server.whatif.BufferBodies.TuningBody;
import dev.onhand.server.whatif.BufferBodies.TuningToPut;
import java.time.InstantSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Buffers that tune themselves: what is proposed, and whether a channel keeps it back. */
@RestController
@RequestMapping(path = "/api/v1/channels/{code}/buffers", produces = "application/json")
class BufferController {

  private final BufferTuner tuner;
  private final Accounts accounts;
  private final OneReplay replay;
  private final InstantSource clock;

  BufferController(BufferTuner tuner, Accounts accounts, OneReplay replay, InstantSource clock) {
    this.tuner = tuner;
    this.accounts = accounts;
    this.replay = replay;
    this.clock = clock;
  }

  /**
   * Shows whether buffers of a channel tune themselves, and what its listings keep back by that.
   */
  @GetMapping
  @Needs(Scope.ORDERS_READ)
  TuningBody showChannelBuffers(Caller caller, @PathVariable String code) {
    return body(found(caller, code));
  }

  private Account found(Caller caller, String code) {
    return accounts
        .find(caller.seller(), code)
        .orElseThrow(() -> ProblemException.notFound("channel account", code));
  }

  private TuningBody body(Account account) {
    return TuningBody.of(account, tuner.tuning(account), tuner.tuned(account));
  }

  /**
   * Switches it on or off. On, the channel is tuned at once, and every night: its listings keep
   * back what is tuned, or what their rule says where that is more. Off, only what their rule says.
   */
  @PatchMapping
  @Needs(Scope.CHANNELS_WRITE)
  TuningBody changeChannelBuffers(
      Caller caller, @PathVariable String code, @RequestBody TuningToPut body) {
    Account account = found(caller, code);
    Tuning tuning = Fields.checked(() -> body.of(tuner.tuning(account)));
    tuner.set(account, tuning, new Edit(caller.actor(), clock.instant(), null));
    return body(account);
  }

  /**
   * Proposes what listings of a channel should keep back, each with its reason, and tries it on
   * what happened: tuned by the first half of the period, it lives through the second. Changes
   * nothing and keeps nothing. One replay is made at a time.
   */
  @PostMapping("/proposals")
  @Needs(Scope.ORDERS_READ)
  ProposalsBody proposeChannelBuffers(
      Caller caller, @PathVariable String code, @RequestBody ProposalsToAsk body) {
    Account account = found(caller, code);
    Tuning tuning = Fields.checked(() -> body.of(tuner.tuning(account)));
    Proposals proposals = tuner.propose(account, tuning);
    return ProposalsBody.of(
        account,
        tuning,
        proposals,
        proposals.buffers().isEmpty()
            ? null
            : replay.make("/days", () -> tuner.tryOut(account, tuning)));
  }
}
