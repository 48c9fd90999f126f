// What a system of a warehouse does with the client that openapi-generator makes: hub address, token, the channel's order id.
import {
  Configuration,
  EventsApi,
  FulfilmentApi,
  OrdersApi,
  ResponseError,
  ShippedParcelCarrierEnum,
  StockApi,
} from './generated';
import type { Accepted, OrderSummary } from './generated';

declare const process: { argv: string[]; exit(code: number): never };

const [, , basePath, token, order] = process.argv;
const configuration = new Configuration({ basePath, accessToken: token });
const events = new EventsApi(configuration);
const pause = () => new Promise(done => setTimeout(done, 100));

async function state(accepted: Accepted): Promise<string> {
  let event = await events.getEvent({ eventId: accepted.eventId });
  for (let i = 0; i < 300 && event.state === 'received'; i++) {
    await pause();
    event = await events.getEvent({ eventId: accepted.eventId });
  }
  return event.state;
}

async function main(): Promise<void> {
  const count = await new StockApi(configuration).putStock({
    stockReport: {
      reference: `ts-count-${order}`,
      asOf: new Date(),
      levels: [{ sku: 'SPADE-1', location: 'MAIN', onHand: 40 }],
    },
  });
  console.log(`count ${await state(count)}`);

  const orders = new OrdersApi(configuration);
  let found: OrderSummary | undefined;
  for (let i = 0; i < 300 && found?.state !== 'RELEASED'; i++) {
    await pause();
    found = (await orders.findOrders({ q: order, limit: 5 })).orders[0];
  }
  console.log(`order ${found?.channelOrderId} ${found?.state} ${found?.total}`);

  const parcel = await new FulfilmentApi(configuration).postShipment({
    shipment: {
      reference: `ts-parcel-${order}`,
      order: { channel: 'woocommerce', account: 'shop', orderId: order },
      location: 'MAIN',
      shippedAt: new Date(),
      parcels: [
        {
          carrier: ShippedParcelCarrierEnum.Other,
          carrierName: 'Camel Post',
          trackingNumber: `CP-${order}`,
          lines: [{ sku: 'SPADE-1', quantity: 2 }],
        },
      ],
    },
  });
  console.log(`parcel ${await state(parcel)}`);

  try {
    await events.getEvent({ eventId: '999999999' });
  } catch (problem) {
    console.log(`nobody ${problem instanceof ResponseError ? problem.response.status : problem}`);
  }
}

main().catch(problem => {
  console.error(problem);
  process.exit(1);
});
