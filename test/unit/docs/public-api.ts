import path from 'node:path'
import ts from 'typescript'
import { ROOT } from '../../child.ts'

/** Something of the library that users call or fill in, and what its source says of it. */
export interface ApiItem {
  /** `Future.result`, `wait`, `MapOptions.timeoutMs`. */
  readonly name: string
  readonly kind: 'type' | 'property' | 'callable'
  /** Its docstring; empty when there is none. */
  readonly doc: string
  /** Docstring of the class or type that it belongs to. */
  readonly ownerDoc: string
  /**
   * Names of parameters; of those that are taken apart, or of a type without a name, those of their properties. Without
   * options objects, whose types are items themselves.
   */
  readonly parameters: readonly string[]
  /** Names of those of its parameters, or itself, that are numbers. */
  readonly numbers: readonly string[]
  /** Classes of the errors that its code makes, as far as that is in the same file. */
  readonly errors: readonly string[]
}

/** With slashes, as the compiler names files. */
const FOLDER = path.join(ROOT, 'workloads').replaceAll(path.sep, '/')
const ROOMS = ['executors', 'queues'].map((room) => `${FOLDER}/${room}/`)

type Method = ts.MethodDeclaration | ts.MethodSignature | ts.ConstructorDeclaration | ts.GetAccessorDeclaration
type Callable = ts.FunctionDeclaration | Method
type Owner = ts.ClassDeclaration | ts.InterfaceDeclaration

/** All that the index exports from these rooms, and the types of the parameters of that. */
export function publicApi(): ApiItem[] {
  const index = `${FOLDER}/index.ts`
  const { config } = ts.readConfigFile(`${FOLDER}/tsconfig.json`, (file) => ts.sys.readFile(file)) as { config: object }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, FOLDER)
  const program = ts.createProgram([index], { ...options, noEmit: true })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(index)
  const module = source && checker.getSymbolAtLocation(source)
  if (module === undefined) throw new Error(`${index} is no module`)

  const items: ApiItem[] = []
  const seen = new Set<ts.Node>()
  for (const symbol of checker.getExportsOfModule(module)) {
    const isTypeOnly = symbol.declarations?.some(ts.isTypeOnlyExportDeclaration) === true
    for (const node of declarationsOf(symbol)) addDeclaration(node, isTypeOnly)
  }
  return items

  function declarationsOf(symbol: ts.Symbol | undefined): ts.Declaration[] {
    if (symbol === undefined) return []
    return ((symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol)).declarations ?? []
  }

  /** A class that is exported as a type only cannot be constructed. */
  function addDeclaration(node: ts.Declaration, isTypeOnly = false): void {
    if (seen.has(node) || !ROOMS.some((room) => node.getSourceFile().fileName.startsWith(room))) return
    seen.add(node)
    if (ts.isFunctionDeclaration(node)) addCallable(node, nameOf(node), '')
    else if (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)) addOwner(node, isTypeOnly)
    else if (ts.isTypeAliasDeclaration(node)) {
      add({ name: nameOf(node), kind: 'type', doc: docOf(node) })
      addTypesIn(node.type)
    }
  }

  function addOwner(owner: Owner, isTypeOnly: boolean): void {
    const doc = docOf(owner)
    add({ name: nameOf(owner), kind: 'type', doc })
    for (const { types } of owner.heritageClauses ?? []) types.forEach(addTypesIn)
    for (const member of owner.members) {
      if (!isPublic(member) || (isTypeOnly && ts.isConstructorDeclaration(member))) continue
      const name = `${nameOf(owner)}.${ts.isConstructorDeclaration(member) ? 'constructor' : nameOf(member)}`
      if (isCallable(member)) addCallable(member, name, doc)
      else if (ts.isPropertyDeclaration(member) || ts.isPropertySignature(member)) {
        const isNumber = ts.isInterfaceDeclaration(owner) && isNumeric(member)
        add({ name, kind: 'property', doc: docOf(member), ownerDoc: doc, numbers: isNumber ? [nameOf(member)] : [] })
      }
    }
  }

  function addCallable(node: Callable, name: string, ownerDoc: string): void {
    const named = node.parameters.filter((parameter) => !isOptionsObject(parameter))
    for (const { type } of node.parameters) if (type !== undefined) addTypesIn(type)
    add({
      name,
      kind: 'callable',
      doc: docOf(node),
      ownerDoc,
      parameters: named.flatMap(namesIn),
      numbers: named.filter(isNumeric).flatMap(namesIn),
      errors: [...errorsIn(node)],
    })
  }

  function namesIn({ name, type }: ts.ParameterDeclaration): string[] {
    if (type !== undefined && ts.isTypeLiteralNode(type)) return type.members.map(nameOf)
    if (ts.isIdentifier(name)) return [name.text]
    return name.elements.flatMap((element) => (ts.isBindingElement(element) ? [element.name.getText()] : []))
  }

  /** Its type has a name, and properties that say themselves what they are. */
  function isOptionsObject({ type }: ts.ParameterDeclaration): boolean {
    return type !== undefined && !ts.isTypeLiteralNode(type) && /Options(<\w+>)?$/.test(type.getText())
  }

  function isNumeric(node: ts.Node): boolean {
    const type = checker.getNonNullableType(checker.getTypeAtLocation(node))
    return (type.flags & ts.TypeFlags.NumberLike) !== 0
  }

  /** Classes only where they are exported. */
  function addTypesIn(node: ts.Node): void {
    if (ts.isTypeReferenceNode(node)) addType(node.typeName)
    else if (ts.isExpressionWithTypeArguments(node)) addType(node.expression)
    ts.forEachChild(node, addTypesIn)
  }

  function addType(name: ts.Node): void {
    const found = declarationsOf(checker.getSymbolAtLocation(name))
    for (const node of found) if (!ts.isClassDeclaration(node)) addDeclaration(node)
  }

  /**
   * What `new ...Error` there is in a function and in what it calls or reads of the same file; not in what a
   * constructor hands out as a callback, which runs later.
   */
  function errorsIn(node: ts.Node, found = new Set<string>(), visited = new Set<ts.Node>()): Set<string> {
    if (visited.has(node)) return found
    visited.add(node)
    const file = node.getSourceFile()
    const visit = (child: ts.Node): void => {
      if (ts.isArrowFunction(child) && ts.isConstructorDeclaration(node)) return
      const made = ts.isNewExpression(child) ? child.expression.getText() : ''
      if (made.endsWith('Error')) found.add(made)
      if (ts.isIdentifier(child) || ts.isPrivateIdentifier(child)) {
        for (const near of declarationsOf(checker.getSymbolAtLocation(child))) {
          if (near.getSourceFile() === file && isCallable(near)) errorsIn(near, found, visited)
        }
      }
      ts.forEachChild(child, visit)
    }
    ts.forEachChild(node, visit)
    return found
  }

  function add(item: Pick<ApiItem, 'name' | 'kind' | 'doc'> & Partial<ApiItem>): void {
    items.push({ ownerDoc: '', parameters: [], numbers: [], errors: [], ...item })
  }
}

function isCallable(node: ts.Node): node is Callable {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isGetAccessorDeclaration(node)
  )
}

function isPublic(member: ts.ClassElement | ts.TypeElement): boolean {
  if (member.name !== undefined && ts.isPrivateIdentifier(member.name)) return false
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected
  return (ts.getCombinedModifierFlags(member) & hidden) === 0
}

const nameOf = (node: ts.NamedDeclaration): string => node.name?.getText() ?? ''

/** The last docstring before it, as one line without stars. */
function docOf(node: ts.Node): string {
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
  return (docs.at(-1)?.getText() ?? '').replace(/^\/\*\*|\*\/$/g, '').replace(/\s*\n\s*\* ?/g, ' ').trim()
}
