/** What is deployed to Kubernetes: rendered by kustomize, held against Kubernetes' schemas, and each part against the others. */
import t from 'tap'
import { readSettings, settingNames } from '../../lib/settings.ts'
import { pick, stages } from '../fixtures/dockerfile.ts'
import {
  containerOf,
  kind,
  kustomizes,
  type Manifest,
  mistakes,
  podOf,
  pods,
  render,
  settingsOf,
  type Value,
} from '../fixtures/manifests.ts'

const [kustomize, another] = kustomizes()
if (!kustomize) t.bailout('There is no kustomize for this platform: install kubectl, which has one.')
const overlays = Object.fromEntries(
  ['staging', 'production'].map(name => [name, render(kustomize ?? [], name)]),
)
const production = overlays.production ?? []

for (const [name, manifests] of Object.entries(overlays)) {
  t.test(`${name} is what Kubernetes takes`, async t => {
    t.ok(manifests.length > 20)
    for (const one of manifests) t.same(await mistakes(one), [], `${one.kind} ${one.metadata.name}`)
    if (another) t.same(render(another, name), manifests, 'another kustomize makes the same of it')
  })

  t.test(`${name} starts what there is, with settings that there are`, async t => {
    for (const one of pods(manifests)) {
      const { env, ports = [], ...container } = containerOf(one)
      const values = settingsOf(manifests, one)
      const names = [...Object.keys(values), ...env.map((variable: Value) => variable.name)]
      t.same(
        names.filter(known => !settingNames.includes(known)),
        [],
        `${one.metadata.name}: unknown settings`,
      )
      t.ok(readSettings(values))
      for (const { name, containerPort } of ports)
        t.equal(
          String(containerPort),
          values[name === 'health' ? 'HEALTH_PORT' : 'STATUS_PORT'],
          one.metadata.name,
        )
      for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'].map(key => container[key]))
        if (probe) t.ok(ports.some(({ name }: Value) => name === probe.httpGet.port))
      t.equal(container.image.split(/[:@]/)[0], 'ghcr.io/ultrasearch/ultrasearch')
    }
  })

  t.test(`${name} selects what there is`, async t => {
    const deployments = pods(manifests)
    const fits = (selector: Value, { spec }: Manifest): boolean =>
      Object.entries(selector.matchLabels ?? {}).every(
        ([key, value]) => spec.template.metadata.labels[key] === value,
      ) &&
      (selector.matchExpressions ?? []).every(({ key, values }: Value) =>
        values.includes(spec.template.metadata.labels[key]),
      )
    const chosen = (selector: Value): Manifest[] => deployments.filter(one => fits(selector, one))
    for (const one of kind(manifests, 'Deployment')) t.same(chosen(one.spec.selector), [one])
    for (const one of kind(manifests, 'PodDisruptionBudget')) t.not(chosen(one.spec.selector).length, 0)
    for (const one of kind(manifests, 'PodMonitor')) t.equal(chosen(one.spec.selector).length, 3)
    const portsOf = (all: Manifest[]): string[] =>
      all.flatMap(one => containerOf(one).ports ?? []).map(({ name }: Value) => name)
    for (const { metadata, spec } of kind(manifests, 'NetworkPolicy')) {
      t.not(chosen(spec.podSelector).length, 0, metadata.name)
      for (const { port } of (spec.ingress ?? []).flatMap(({ ports }: Value) => ports))
        t.ok(portsOf(chosen(spec.podSelector)).includes(port), `${metadata.name}: ${port}`)
    }
    const [service] = kind(manifests, 'Service')
    const behind = portsOf(chosen({ matchLabels: service?.spec.selector }))
    t.same(
      service?.spec.ports.map(({ targetPort }: Value) => targetPort),
      behind,
    )
    const named = kind(manifests, 'Deployment').map(({ metadata }) => metadata.name)
    for (const { spec } of manifests.filter(({ spec }) => spec?.scaleTargetRef))
      t.ok(named.includes(spec.scaleTargetRef.name))
    const [ingress] = kind(manifests, 'Ingress')
    t.match(settingsOf(manifests, deployments.find(one => one.metadata.name === 'serve') as Manifest), {
      STATUS_URL: `https://${ingress?.spec.rules[0].host}`,
    })
  })
}

t.test('no pod may more than it needs', async t => {
  const user = pick(stages.at(-1)?.instructions ?? [], 'USER')[0]?.getArgumentsContent()
  for (const one of pods(production)) {
    const { securityContext, resources } = containerOf(one)
    t.match(podOf(one), {
      serviceAccountName: 'ultrasearch',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: Number(user?.split(':')[0]),
        seccompProfile: { type: 'RuntimeDefault' },
      },
    })
    t.same(securityContext, {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    t.match(resources, { requests: { cpu: String, memory: String }, limits: { memory: String } })
  }
  t.same(
    kind(production, 'ServiceAccount').map(one => (one as Value).automountServiceAccountToken),
    [false],
  )
  t.same([...kind(production, 'Secret'), ...kind(production, 'CronJob')], [])
})
