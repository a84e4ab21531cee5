import { Problem } from '@plimsoll/interface/problem/problem';
import { gasOfLargestBatch } from '../submit/gas.ts';
import type { ConfigFile } from './config-file.ts';

function refuse(what: string, why: string, whatToDo: string): never {
  throw new Problem(`refused: ${what}`, why, whatToDo);
}

/**
 * Refuses, by name, settings that fit the schema but cannot keep the promises: among them documented defaults with
 * which an operation waits for ever (RG-18, RG-19).
 *
 * @throws Problem
 */
export function refuseUnsafe(file: ConfigFile): void {
  const { kafka = {}, transaction_manager: manager = {}, blockchain_connector: chain = {} } = file;
  if (file.crypto_suite === 'Bn')
    refuse('crypto_suite Bn', 'this engine has the Native suite only', 'set crypto_suite = "Native"');
  if (file.trust_origin === true && !file.ha?.allow_unsafe?.includes('trust_origin'))
    refuse(
      'trust_origin = true',
      "what stands in another instance's topic would be executed without a look at who signed it",
      'leave it false, or accept the risk by name: [ha] allow_unsafe = ["trust_origin"]',
    );
  if (file.database?.database_type === 'Postgres')
    refuse(
      'database.database_type Postgres',
      'this engine keeps no database: it rebuilds everything from the chain when it starts',
      'set database_type = "Dummy" or leave it out',
    );
  if (file.key_management?.account_key?.manager_type === 'Qkm')
    refuse(
      'key_management.account_key.manager_type Qkm',
      'only files hold keys here',
      'set it to "Filesystem"',
    );
  if ((kafka.kafka_type ?? 'Real') === 'Real') {
    for (const key of ['batch_updates_topic', 'invalid_operations_topic'] as const) {
      if (kafka[key] === undefined)
        refuse(
          `kafka.${key} left to its default`,
          'the documented defaults of engine and manager differ (RH-14): no manager would ever hear of a batch',
          "name the topic, the same as in the manager's file",
        );
    }
    if (kafka.batch_updates_topic === kafka.invalid_operations_topic)
      refuse(
        `kafka.invalid_operations_topic ${kafka.invalid_operations_topic ?? ''}`,
        'it is the batch updates topic too',
        'give each its own',
      );
  }
  const largest = largestOf(file.transaction_batch_sizes, 2000);
  if (largest > 1 && manager.dynamic_batch_interval_ms === undefined)
    refuse(
      'transaction_manager.dynamic_batch_interval_ms unset with batches of more than one operation',
      'a batch that does not fill would never be submitted, and its operations wait for ever (RH-15, RG-19)',
      'set it, for example to 100',
    );
  if (largestOf(file.outbound_transfer_batch_sizes, 0) === 0)
    refuse(
      'outbound_transfer_batch_sizes 0, its documented default',
      'outbound transfers would be accepted and never executed (RG-19)',
      'set it above 0',
    );
  if (largest === 0) refuse('transaction_batch_sizes 0', 'nothing would ever be executed', 'set it above 0');
  const outbound = Math.min(largest, largestOf(file.outbound_transfer_batch_sizes, 0));
  const gas = gasOfLargestBatch(largest, outbound);
  if (gas > gasLimitOf(file))
    refuse(
      `transaction_batch_sizes ${largest} with outbound_transfer_batch_sizes ${outbound}`,
      `such a batch may need ${gas} gas, above gas_limit_batch ${gasLimitOf(file)}: it could never be submitted`,
      'make batches smaller or the limit higher',
    );
  if (chain.url !== undefined && chain.urls !== undefined)
    refuse('blockchain_connector.url beside urls', 'it is not said which counts', 'keep one of them');
  if (file.forced_transaction_batch_sizes === 0)
    refuse('forced_transaction_batch_sizes 0', 'deposits would never be taken', 'set it above 0');
}

/** `gas_limit_batch`. Documented 100,000,000, which chains since EIP-7825 refuse: no transaction may have more than 16,777,216. */
export function gasLimitOf(file: ConfigFile): number {
  return file.blockchain_connector?.gas_limit_batch ?? 16_000_000;
}

/** A batch size as documented: one number, or a list of which the largest counts. */
export function largestOf(sizes: number | readonly number[] | undefined, fallback: number): number {
  return typeof sizes === 'object' ? Math.max(...sizes) : (sizes ?? fallback);
}
