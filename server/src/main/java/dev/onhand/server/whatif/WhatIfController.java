package dev.onhand.server.whatif;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.whatif.Change;
import dev.onhand.engine.whatif.WhatIf;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.whatif.WhatIfBodies.WhatIfBody;
import dev.onhand.server.whatif.WhatIfBodies.WhatIfToAsk;
import java.time.InstantSource;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What a past period would have come to under other settings. */
@RestController
class WhatIfController {

  private final WhatIf whatIf;
  private final OneReplay replay;
  private final InstantSource clock;

  WhatIfController(WhatIf whatIf, OneReplay replay, InstantSource clock) {
    this.whatIf = whatIf;
    this.replay = replay;
    this.clock = clock;
  }

  /**
   * Lives through a past period again, under the settings as they are and under others, and
   * compares. Changes nothing and keeps nothing. One is done at a time.
   */
  @PostMapping(path = "/api/v1/what-ifs", produces = "application/json")
  @Needs(Scope.ORDERS_READ)
  WhatIfBody askWhatIf(Caller caller, @RequestBody WhatIfToAsk body) {
    Change change = body.change(clock.instant());
    return replay.make(
        "/from",
        () -> WhatIfBody.of(change, Fields.checked(() -> whatIf.ask(caller.seller(), change))));
  }
}
