// An SMSC for the tests, told by JSON lines on standard input what to do, and saying in JSON lines what it sees.
import { createInterface } from "node:readline";
import smpp from "smpp";

const options = JSON.parse(process.argv[2] ?? "{}");
const say = (event) => process.stdout.write(JSON.stringify(event) + "\n");

let behaviour = {};
let submits = 0;
let underWay = 0;
const sessions = new Set();

const take = (name) => behaviour[name] > 0 && behaviour[name]-- > 0;

function accept(session, pdu, id) {
  const answer = () => {
    underWay--;
    session.send(pdu.response({ message_id: id }));
  };
  const receipt = () => {
    const stamp = "2601011200";
    session.deliver_sm({
      source_addr: pdu.destination_addr,
      destination_addr: pdu.source_addr,
      esm_class: smpp.ESM_CLASS.MC_DELIVERY_RECEIPT,
      short_message: `id:${id} sub:001 dlvrd:001 submit date:${stamp} done date:${stamp} stat:DELIVRD err:000 text:x`,
    });
  };
  if (behaviour.receipt === "before") receipt();
  if (take("silent")) return;
  setTimeout(() => {
    answer();
    if (behaviour.receipt === "after") receipt();
  }, behaviour.delayMillis ?? 0);
}

function submitted(session, pdu) {
  const id = `m${++submits}`;
  underWay++;
  const message = pdu.short_message ?? {};
  const status = take("throttle") ? smpp.ESME_RTHROTTLED : take("refuse") ? behaviour.status : 0;
  say({
    event: "submit", id, status, underWay,
    from: pdu.source_addr, to: pdu.destination_addr,
    ton: pdu.source_addr_ton, npi: pdu.source_addr_npi,
    esm: pdu.esm_class, coding: pdu.data_coding, registered: pdu.registered_delivery,
    udh: (message.udh ?? []).map((one) => one.toString("hex")),
    text: Buffer.isBuffer(message.message) ? message.message.toString("hex") : message.message ?? "",
    reference: pdu.sar_msg_ref_num, total: pdu.sar_total_segments, number: pdu.sar_segment_seqnum,
  });
  if (status !== 0) {
    underWay--;
    session.send(pdu.response({ command_status: status }));
  } else {
    accept(session, pdu, id);
  }
  if (behaviour.destroyAfter > 0 && --behaviour.destroyAfter === 0) {
    session.destroy();
  }
}

const server = smpp.createServer(options, (session) => {
  sessions.add(session);
  session.on("close", () => sessions.delete(session));
  session.on("error", () => sessions.delete(session));
  session.on("bind_transceiver", (pdu) => {
    const isKnown = pdu.system_id === "jagcall" && pdu.password === "secret";
    say({ event: "bind", known: isKnown, systemType: pdu.system_type });
    session.send(pdu.response(isKnown ? { system_id: "npm" } : { command_status: smpp.ESME_RINVPASWD }));
  });
  session.on("submit_sm", (pdu) => submitted(session, pdu));
  session.on("enquire_link", (pdu) => {
    say({ event: "enquire" });
    if (!behaviour.deaf) session.send(pdu.response());
  });
  session.on("unbind", (pdu) => {
    say({ event: "unbind", underWay });
    session.send(pdu.response());
    session.close();
  });
});

const listen = (port) => server.listen(port, "127.0.0.1", () => say({ event: "listening", port: server.address().port }));

const commands = {
  behave: (command) => {
    behaviour = command;
    say({ event: "behaving" });
  },
  deliver: (command) => {
    const pdu = { ...command.pdu };
    for (const name of ["short_message", "message_payload"]) {
      if (pdu[name] !== undefined) pdu[name] = Buffer.from(pdu[name], "hex");
    }
    [...sessions][0].deliver_sm(pdu, (answer) => say({ event: "delivered", tag: command.tag, status: answer.command_status }));
  },
  destroy: () => [...sessions].forEach((session) => session.destroy()),
  unbind: () => [...sessions].forEach((session) => session.unbind()),
};

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const command = JSON.parse(line);
    commands[command.do](command);
  })
  .on("close", () => process.exit(0));

listen(options.port ?? 0);
